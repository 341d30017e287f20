namespace BareMetal.Boot;

/// <summary>Instructions of one run over a table, by phase.</summary>
internal struct PhaseCounts
{
    /// <summary>Headers and overlaps, until the first read of text.</summary>
    public uint Validate;

    /// <summary>Decoding, relocation, callbacks.</summary>
    public uint Plan;

    /// <summary>Comparison with the plan's old words, stores.</summary>
    public uint Commit;

    /// <summary>Cleans, barriers, invalidation.</summary>
    public uint Maintain;

    /// <summary>Comparison with the plan's new words.</summary>
    public uint Readback;

    public readonly uint Total => Validate + Plan + Commit + Maintain + Readback;
}
