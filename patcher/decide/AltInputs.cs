namespace BareMetal.Patcher;

/// <summary>Everything that decides what is patched: all that the plan and the callbacks may look at.</summary>
public struct AltInputs
{
    /// <summary>
    /// ID registers after overrides and after hiding what isn't usable: in the boot pass the boot core's, in the system pass the
    /// values that are true of all cores.
    /// </summary>
    public IdRegisters Registers;

    /// <summary>The capabilities found in them.</summary>
    public CpuCapSet Capabilities;

    /// <summary>The branches that push out the branch history of any core; 0 where none needs it.</summary>
    public byte BranchHistoryLoop;

    /// <summary>How firmware is called.</summary>
    public SmcccConduit Conduit;

    /// <summary>Virtual address of the image less its physical address, in bytes.</summary>
    public ulong KimageVoffset;

    /// <summary>Ticks per second of the generic timer, as CNTFRQ_EL0 says: firmware may have left 0.</summary>
    public ulong CounterFrequency;
}

/// <summary>The instruction that reaches firmware (SMC Calling Convention, Arm DEN 0028).</summary>
public enum SmcccConduit : byte
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>HVC #0</summary>
    Hvc,

    /// <summary>SMC #0</summary>
    Smc,
}
