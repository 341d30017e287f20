namespace BareMetal.Bench;

/// <summary>What one run of the patcher over a table cost, as the guest reports it; instructions unless said otherwise.</summary>
public record TableCost
{
    /// <summary>Entries of the table.</summary>
    public required int Entries { get; init; }

    /// <summary>Entries applied.</summary>
    public required int Patched { get; init; }

    /// <summary>Words changed.</summary>
    public required int Words { get; init; }

    /// <summary>The plan's memory, in bytes.</summary>
    public required long ArenaBytes { get; init; }

    /// <summary>Clearing that memory, which has to be zero before; not part of <see cref="Total"/>.</summary>
    public required long Clear { get; init; }

    /// <summary>All checks of table and headers.</summary>
    public required long Validate { get; init; }

    /// <summary>Finding what applies, decoding, relocation, callbacks.</summary>
    public required long Plan { get; init; }

    /// <summary>Comparison with the plan's old words, and stores.</summary>
    public required long Commit { get; init; }

    /// <summary>Cleans, barriers, invalidation.</summary>
    public required long Maintain { get; init; }

    /// <summary>Comparison with the plan's new words.</summary>
    public required long Readback { get; init; }

    /// <summary>All of it, from validation to readback.</summary>
    public required long Total { get; init; }

    /// <summary>DC CVAU or CIVAC: a number of operations.</summary>
    public required int Dc { get; init; }

    /// <summary>IC IALLUIS: a number of operations.</summary>
    public required int Ic { get; init; }

    /// <summary>DSB and ISB: a number of operations.</summary>
    public required int Barriers { get; init; }
}
