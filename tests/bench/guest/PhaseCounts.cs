namespace BareMetal.Bench.Guest;

/// <summary>Instructions of one run over a table, both passes, by phase.</summary>
internal struct PhaseCounts
{
    /// <summary>All checks of table and headers.</summary>
    public uint Validate;

    /// <summary>Finding what applies, decoding, relocation, callbacks.</summary>
    public uint Plan;

    /// <summary>Comparison with the plan's old words, and stores.</summary>
    public uint Commit;

    /// <summary>Cleans, barriers, invalidation.</summary>
    public uint Maintain;

    /// <summary>Comparison with the plan's new words.</summary>
    public uint Readback;

    public readonly uint Total => Validate + Plan + Commit + Maintain + Readback;
}
