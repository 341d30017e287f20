namespace BareMetal.Boot.Cpu;

/// <summary>What AT found (Arm ARM DDI 0487, PAR_EL1).</summary>
internal readonly struct ParEl1(ulong raw)
{
    /// <summary>PAR_EL1.F, bit [0]: the access would fault.</summary>
    public bool IsFault => (raw & 1) != 0;

    /// <summary>Without a fault, PAR_EL1.PA, bits [51:12]: PA of the page.</summary>
    public ulong Physical => raw & 0x000f_ffff_ffff_f000;
}
