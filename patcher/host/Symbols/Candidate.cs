using System;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Symbols;

/// <summary>
/// One of several symbols at an address. The smallest is kept: the name under which C# exports a callback, as sites and reports
/// use it, then a C# name, then a global one, then the shortest.
/// </summary>
internal readonly record struct Candidate(int Rank, string Name) : IComparable<Candidate>
{
    private const string CallbackPrefix = "bm_cb_";

    public static Candidate Of(ElfSymbol symbol) =>
        symbol.Name.StartsWith(CallbackPrefix, StringComparison.Ordinal) ? new Candidate(0, symbol.Name)
        : IlcName.Readable(symbol.Name) is { } readable ? new Candidate(1, readable)
        : new Candidate(symbol.IsGlobal ? 2 : 3, symbol.Name);

    public int CompareTo(Candidate other)
    {
        int byRank = Rank.CompareTo(other.Rank);
        int byLength = Name.Length.CompareTo(other.Name.Length);
        return byRank != 0 ? byRank : byLength != 0 ? byLength : string.CompareOrdinal(Name, other.Name);
    }
}
