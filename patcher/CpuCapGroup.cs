namespace BareMetal.Patcher;

/// <summary>Capabilities that are treated alike, by the types in cpucaps.txt.</summary>
public enum CpuCapGroup
{
    /// <summary>Decided by the boot core alone, before the boot pass.</summary>
    BootScope,
}
