using System;

namespace BareMetal.Patcher;

/// <summary>A function's name in two parts, since a table of names says a type once for all of its methods.</summary>
/// <param name="type">The type; empty for a function of assembly.</param>
/// <param name="member">The rest, with the dot in front where there is a type.</param>
public readonly ref struct FunctionName(ReadOnlySpan<byte> type, ReadOnlySpan<byte> member)
{
    /// <summary>The type; empty for a function of assembly.</summary>
    public ReadOnlySpan<byte> Type { get; } = type;

    /// <summary>The rest, with the dot in front where there is a type.</summary>
    public ReadOnlySpan<byte> Member { get; } = member;
}
