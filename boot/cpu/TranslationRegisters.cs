namespace BareMetal.Boot.Cpu;

/// <summary>How a core translates at EL1; translation.S knows the offsets.</summary>
internal struct TranslationRegisters
{
    public SctlrEl1 Sctlr;
    public TcrEl1 Tcr;

    /// <summary>TTBR0_EL1: the identity map.</summary>
    public ulong Ttbr0;

    /// <summary>TTBR1_EL1: everything else.</summary>
    public ulong Ttbr1;

    /// <summary>MAIR_EL1: what the indexes of descriptors stand for, 8 bits each.</summary>
    public ulong Mair;
}
