using System;
using System.Collections.Generic;

namespace BareMetal.Fuzz;

/// <summary>Something that reads bytes which others wrote.</summary>
internal interface IFuzzTarget
{
    /// <summary>The target's name, as TARGET= takes it.</summary>
    string Name { get; }

    /// <summary>The longest input, in bytes.</summary>
    int MaximumBytes { get; }

    /// <summary>Inputs to start from, beside the corpus.</summary>
    IEnumerable<byte[]> Seeds { get; }

    /// <summary>Runs one input, the same way whenever it is run, and checks all properties.</summary>
    /// <exception cref="ViolationException">One is broken.</exception>
    void Run(ReadOnlySpan<byte> input);

    /// <summary>Changes an input as only one who knows its format would.</summary>
    /// <param name="random">What decides.</param>
    /// <param name="input">The input, with room for more.</param>
    void Mutate(Random random, InputBuffer input);
}
