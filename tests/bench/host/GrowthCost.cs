namespace BareMetal.Bench;

/// <summary>A synthetic table of one size, with all kinds of entries in turn.</summary>
public sealed record GrowthCost
{
    /// <summary>"sorted" by address or "shuffled".</summary>
    public required string Order { get; init; }

    /// <summary>Entries of the table.</summary>
    public required int Entries { get; init; }

    /// <summary>Entries applied.</summary>
    public required int Patched { get; init; }

    /// <summary>Instructions, ours.</summary>
    public required long Total { get; init; }

    /// <summary>Instructions of the loop in C on the same table.</summary>
    public required long C { get; init; }

    /// <summary>Instructions for an entry.</summary>
    public double PerEntry => (double)Total / Entries;

    /// <summary>
    /// How far the total is from the straight line through the two smallest sizes of its order, as a part of the line; 0 for those two.
    /// </summary>
    public double FromLinear { get; init; }
}
