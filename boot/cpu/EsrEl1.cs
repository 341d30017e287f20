namespace BareMetal.Boot.Cpu;

/// <summary>Exception syndrome (Arm ARM DDI 0487, ESR_EL1).</summary>
internal readonly struct EsrEl1(ulong raw)
{
    public ulong Raw { get; } = raw;

    /// <summary>ESR_EL1.EC, bits [31:26].</summary>
    public ExceptionClass Class => (ExceptionClass)((Raw >> 26) & 0x3f);

    /// <summary>ESR_EL1.ISS, bits [24:0].</summary>
    public uint Syndrome => (uint)Raw & 0x1ff_ffff;

    /// <summary>Of an abort, ISS bits [5:0]: DFSC or IFSC.</summary>
    public uint FaultStatus => Syndrome & 0x3f;

    /// <summary>Of a data abort, ISS.WnR, bit [6].</summary>
    public bool IsWrite => (Syndrome & (1 << 6)) != 0;

    /// <summary>Of an abort, ISS.FnV, bit [10]: FAR holds no address.</summary>
    public bool HasFaultAddress => IsAbort && (Syndrome & (1 << 10)) == 0;

    /// <summary>Whether this is an instruction or data abort.</summary>
    public bool IsAbort => Class is ExceptionClass.InstructionAbort or ExceptionClass.DataAbort;

    /// <summary>Of BRK, HVC, SMC and SVC, the 16-bit immediate.</summary>
    public uint Immediate => Syndrome & 0xffff;
}
