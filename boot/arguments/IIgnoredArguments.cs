using System;

namespace BareMetal.Boot.Arguments;

/// <summary>Where arguments go that are spelt like boot's own and aren't understood.</summary>
internal interface IIgnoredArguments
{
    static abstract void Add(ReadOnlySpan<byte> argument);
}
