namespace BareMetal.Patcher;

/// <summary>Everything that decides what is patched: all that the plan and the callbacks may look at.</summary>
public struct AltInputs
{
    /// <summary>The CPU's ID registers after overrides and after hiding what isn't usable.</summary>
    public IdRegisters Registers;

    /// <summary>The capabilities found in them.</summary>
    public CpuCapSet Capabilities;

    /// <summary>How firmware is called.</summary>
    public SmcccConduit Conduit;

    /// <summary>Virtual address of the image less its physical address, in bytes.</summary>
    public ulong KimageVoffset;

    /// <summary>Ticks per second of the generic timer, as CNTFRQ_EL0 says: firmware may have left 0.</summary>
    public ulong CounterFrequency;
}
