namespace BareMetal.Patcher;

/// <summary>MIDR_EL1, which core this is (Arm ARM DDI 0487, MIDR_EL1).</summary>
public readonly struct Midr(ulong value)
{
    private const uint VariantMask = 0xfu << VariantLsb;
    private const uint RevisionMask = 0xf;

    /// <summary>Lowest bit of Variant.</summary>
    public const int VariantLsb = 20;

    /// <summary>The register.</summary>
    public uint Value { get; } = (uint)value;

    /// <summary>Implementer, bits [31:24]: 0x41 is Arm.</summary>
    public uint Implementer => Value >> 24;

    /// <summary>Variant, bits [23:20]: the X of rXpY.</summary>
    public uint Variant => (Value & VariantMask) >> VariantLsb;

    /// <summary>PartNum, bits [15:4].</summary>
    public uint PartNum => (Value >> 4) & 0xfff;

    /// <summary>Revision, bits [3:0]: the Y of rXpY.</summary>
    public uint Revision => Value & RevisionMask;

    /// <summary>The register with Variant and Revision 0.</summary>
    public uint Model => Value & ~(VariantMask | RevisionMask);

    /// <summary>Variant and Revision alone, in their places: ordered as rXpY is.</summary>
    public uint VariantRevision => Value & (VariantMask | RevisionMask);
}
