namespace BareMetal.Bench.Guest;

/// <summary>What marks.S notes.</summary>
internal struct MaintenanceMarks
{
    /// <summary>DC CVAU or CIVAC.</summary>
    public uint Cleans;

    /// <summary>IC IALLUIS.</summary>
    public uint Invalidations;

    /// <summary>DSB and ISB.</summary>
    public uint Barriers;

    /// <summary>Count of instructions at the first clean or DSB; 0 where there was none.</summary>
    public uint First;

    /// <summary>Count of instructions at the last ISB.</summary>
    public uint Last;
}
