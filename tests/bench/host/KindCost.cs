namespace BareMetal.Bench;

/// <summary>A synthetic table with entries of one kind, sorted by address.</summary>
public sealed record KindCost : TableCost
{
    /// <summary>What the entries ask for.</summary>
    public required string Kind { get; init; }

    /// <summary>Instructions of the loop in C on the same table.</summary>
    public required long C { get; init; }

    /// <summary>Its DC CIVAC: a number of operations.</summary>
    public required int CDc { get; init; }

    /// <summary>Instructions for an entry.</summary>
    public double PerEntry => (double)Total / Entries;

    /// <summary>Ours / C.</summary>
    public double Ratio => (double)Total / C;
}
