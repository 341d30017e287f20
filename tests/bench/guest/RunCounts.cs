namespace BareMetal.Boot;

/// <summary>Instructions of one run.</summary>
internal struct RunCounts
{
    /// <summary>Up to a finished plan.</summary>
    public uint Plan;

    /// <summary>From the plan to the verified text.</summary>
    public uint Commit;

    /// <summary>Count of instructions when the commit began.</summary>
    public uint CommitStart;

    /// <summary>Plan and commit.</summary>
    public readonly uint Total => Plan + Commit;
}
