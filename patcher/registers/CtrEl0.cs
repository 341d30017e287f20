namespace BareMetal.Patcher;

/// <summary>CTR_EL0, the cache type register (Arm ARM DDI 0487, CTR_EL0).</summary>
public readonly struct CtrEl0(ulong value)
{
    private const ulong IdcBit = 1ul << 28;
    private const ulong DicBit = 1ul << 29;
    private const int WordBytes = 4;

    /// <summary>The register.</summary>
    public ulong Value { get; } = value;

    /// <summary>DIC, bit [29]: written instructions need no instruction cache invalidation.</summary>
    public bool Dic => (Value & DicBit) != 0;

    /// <summary>IDC, bit [28]: written instructions need no data cache clean to the PoU.</summary>
    public bool Idc => (Value & IdcBit) != 0;

    /// <summary>DminLine, bits [19:16]: size of the smallest data cache line, in bytes.</summary>
    public uint DataLineBytes => (uint)WordBytes << (int)((Value >> 16) & 0xf);

    /// <summary>IminLine, bits [3:0]: size of the smallest instruction cache line, in bytes.</summary>
    public uint InstructionLineBytes => (uint)WordBytes << (int)(Value & 0xf);

    /// <summary>The register with DIC 0.</summary>
    public CtrEl0 WithoutDic => new(Value & ~DicBit);

    /// <summary>The register with IDC as the cache hierarchy implies it: no level before the PoU can hold dirty lines.</summary>
    public CtrEl0 Effective(ClidrEl1 clidr) => clidr.ImpliesIdc ? new CtrEl0(Value | IdcBit) : this;
}
