namespace BareMetal.Boot;

/// <summary>What was done to the text.</summary>
internal struct OperationCounts
{
    /// <summary>Words stored.</summary>
    public uint Writes;

    /// <summary>DC CVAU or CIVAC.</summary>
    public uint Cleans;

    /// <summary>IC IALLUIS.</summary>
    public uint Invalidations;

    /// <summary>DSB and ISB.</summary>
    public uint Barriers;
}
