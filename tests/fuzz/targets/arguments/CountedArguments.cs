using System;
using BareMetal.Boot.Arguments;

namespace BareMetal.Fuzz;

/// <summary>Counts the arguments that are ignored.</summary>
internal readonly struct CountedArguments : IIgnoredArguments
{
    public static int Count { get; set; }

    public static void Add(ReadOnlySpan<byte> argument) => Count++;
}
