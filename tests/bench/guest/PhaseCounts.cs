namespace BareMetal.Boot;

/// <summary>Instructions of one run over a table, by phase.</summary>
internal struct PhaseCounts
{
    /// <summary>All checks, and finding that nothing applies: a plan without any capability.</summary>
    public uint Validate;

    /// <summary>What a plan with the capabilities costs more: decoding, relocation, callbacks.</summary>
    public uint Plan;

    /// <summary>Comparison with the plan's old words, and stores.</summary>
    public uint Commit;

    /// <summary>Cleans, barriers, invalidation.</summary>
    public uint Maintain;

    /// <summary>Comparison with the plan's new words.</summary>
    public uint Readback;

    public readonly uint Total => Validate + Plan + Commit + Maintain + Readback;
}
