namespace BareMetal.Patcher;

/// <summary>MIDR_EL1, which core this is (Arm ARM DDI 0487, MIDR_EL1).</summary>
public readonly struct Midr(ulong value)
{
    private const int ImplementerLsb = 24;
    private const int VariantLsb = 20;
    private const int PartNumLsb = 4;
    private const uint ByIdRegisters = 0xf << 16; // Architecture
    private const uint VersionMask = 0xfu << VariantLsb | 0xf;

    /// <summary>The register.</summary>
    public uint Value { get; } = (uint)value;

    /// <summary>Implementer, bits [31:24]: 0x41 is Arm.</summary>
    public uint Implementer => Value >> ImplementerLsb;

    /// <summary>Variant, bits [23:20]: the X of rXpY.</summary>
    public uint Variant => (Value >> VariantLsb) & 0xf;

    /// <summary>PartNum, bits [15:4].</summary>
    public uint PartNum => (Value >> PartNumLsb) & 0xfff;

    /// <summary>Revision, bits [3:0]: the Y of rXpY.</summary>
    public uint Revision => Value & 0xf;

    /// <summary>The register with Variant and Revision 0.</summary>
    public uint Model => Value & ~VersionMask;

    /// <summary>Variant and Revision in one byte, 0xXY: ordered as rXpY is.</summary>
    public byte Version => (byte)(Variant << 4 | Revision);

    /// <summary>The <see cref="Model"/> of a core whose features are in ID registers.</summary>
    public static uint ModelOf(uint implementer, uint partNum) => implementer << ImplementerLsb | ByIdRegisters | partNum << PartNumLsb;
}
