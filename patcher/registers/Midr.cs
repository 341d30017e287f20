namespace BareMetal.Patcher;

/// <summary>MIDR_EL1, which core this is (Arm ARM DDI 0487, MIDR_EL1).</summary>
public readonly struct Midr(ulong value)
{
    /// <summary>The register.</summary>
    public uint Value { get; } = (uint)value;

    /// <summary>Implementer, bits [31:24]: 0x41 is Arm.</summary>
    public uint Implementer => Value >> 24;

    /// <summary>Variant, bits [23:20]: the X of rXpY.</summary>
    public uint Variant => (Value >> 20) & 0xf;

    /// <summary>PartNum, bits [15:4].</summary>
    public uint PartNum => (Value >> 4) & 0xfff;

    /// <summary>Revision, bits [3:0]: the Y of rXpY.</summary>
    public uint Revision => Value & 0xf;

    /// <summary>Implementer and PartNum, 0xIIPPP: part numbers are the implementer's own.</summary>
    public uint Model => Implementer << 12 | PartNum;

    /// <summary>Variant and Revision, 0xXY: ordered as rXpY is.</summary>
    public uint Version => Variant << 4 | Revision;
}
