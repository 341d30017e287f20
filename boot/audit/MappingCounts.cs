namespace BareMetal.Boot.Audit;

/// <summary>What an audit of the page tables has seen.</summary>
internal struct MappingCounts
{
    /// <summary>Valid blocks and pages.</summary>
    public int Leaves;

    /// <summary>Of those, what EL1 can execute.</summary>
    public int Executable;

    /// <summary>Of those, what EL1 can store to.</summary>
    public int Writable;

    /// <summary>Of those, what has GP (BTI).</summary>
    public int Guarded;

    /// <summary>Cores whose registers were compared.</summary>
    public int Cores;

    /// <summary>Addresses that AT was asked about.</summary>
    public int Probes;

    /// <summary>Rules broken, once for each range.</summary>
    public int Violations;
}
