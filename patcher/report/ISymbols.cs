using System;

namespace BareMetal.Patcher;

/// <summary>Names of code addresses.</summary>
public interface ISymbols
{
    /// <summary>Finds the function that holds <paramref name="address"/>.</summary>
    /// <param name="address">Where an instruction runs.</param>
    /// <param name="name">The function's name: no quotes, backslashes or control characters.</param>
    /// <param name="offset">From the function's start to <paramref name="address"/>, in bytes.</param>
    static abstract bool TryFind(CodeAddress address, out FunctionName name, out ulong offset);
}

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
