namespace BareMetal.BootTest;

/// <summary>What is expected of one capability on one CPU model.</summary>
public enum Expectation
{
    /// <summary>It must not be detected.</summary>
    Absent,

    /// <summary>It must be detected.</summary>
    Present,

    /// <summary>This QEMU is older than the expectation.</summary>
    Unknown,
}
