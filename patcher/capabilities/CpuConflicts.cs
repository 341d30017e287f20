namespace BareMetal.Patcher;

/// <summary>Why a core can't join: what was patched for the others would be wrong on it, or without them what it needs is missing.</summary>
public struct CpuConflicts
{
    /// <summary>Capabilities that the system has and the core lacks, or the other way round.</summary>
    public CpuCapSet Capabilities;

    /// <summary>Registers in which the core is less than what callbacks and code were told of all cores.</summary>
    public IdRegisterSet Registers;

    /// <summary>Whether the core may join.</summary>
    public readonly bool IsEmpty => Capabilities.IsEmpty && Registers.IsEmpty;
}
