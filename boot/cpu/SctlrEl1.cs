namespace BareMetal.Boot.Cpu;

/// <summary>System control (Arm ARM DDI 0487, SCTLR_EL1).</summary>
internal readonly struct SctlrEl1(ulong raw)
{
    public ulong Raw { get; } = raw;

    /// <summary>SCTLR_EL1.WXN, bit [19]: what can be written can't be executed.</summary>
    public bool WriteExecuteNever => (Raw & (1 << 19)) != 0;
}
