namespace BareMetal.Bench.Guest;

/// <summary>Instructions of one run: both passes.</summary>
internal struct RunCounts
{
    /// <summary>All checks.</summary>
    public uint Validate;

    /// <summary>Plans of both passes.</summary>
    public uint Plan;

    /// <summary>Commits of both passes.</summary>
    public uint Commit;

    /// <summary>Of the commits, what came before the marked maintenance.</summary>
    public uint BeforeMaintenance;

    /// <summary>Of the commits, what came after the marked maintenance.</summary>
    public uint AfterMaintenance;

    /// <summary>All of it.</summary>
    public readonly uint Total => Validate + Plan + Commit;
}
