using System;

namespace BareMetal.Patcher;

/// <summary>
/// Finds every instruction of A64 that names an address by its distance, up to Armv9.5 and FEAT_CMPBR. Instructions that only use their
/// own address aren't among them: BL keeps where to return to, PACIASPPC signs with where it runs.
/// </summary>
public static class PcRelative
{
    private const PcRelativeForm No = PcRelativeForm.None;
    private const PcRelativeForm B26 = PcRelativeForm.Branch26;
    private const PcRelativeForm B19 = PcRelativeForm.Branch19;
    private const PcRelativeForm B14 = PcRelativeForm.Branch14;
    private const PcRelativeForm B9 = PcRelativeForm.Branch9;
    private const PcRelativeForm Adr = PcRelativeForm.Adr;
    private const PcRelativeForm Adp = PcRelativeForm.Adrp;
    private const PcRelativeForm Ldr = PcRelativeForm.LdrLiteral;
    private const PcRelativeForm Fpr = PcRelativeForm.LdrLiteralSimd;
    private const PcRelativeForm Lsw = PcRelativeForm.LdrswLiteral;
    private const PcRelativeForm Pfm = PcRelativeForm.PrfmLiteral;
    private const PcRelativeForm Ret = PcRelativeForm.ReturnLabel;
    private const PcRelativeForm Aut = PcRelativeForm.AuthenticateLabel;

    private const int TopByte = 24;
    private const int DistanceLsb = 5;

    /// <summary>The form by bits [31:24]: a row for each value of the upper four, a column for each of the lower.</summary>
    private static ReadOnlySpan<PcRelativeForm> Forms =>
    [
        No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  // 0x00
        Adr, No,  No,  No,  B26, B26, B26, B26, Ldr, No,  No,  No,  Fpr, No,  No,  No,  // 0x10
        No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  // 0x20
        Adr, No,  No,  No,  B19, B19, B14, B14, No,  No,  No,  No,  No,  No,  No,  No,  // 0x30
        No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  // 0x40
        Adr, No,  No,  No,  B19, Ret, No,  No,  Ldr, No,  No,  No,  Fpr, No,  No,  No,  // 0x50
        No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  // 0x60
        Adr, No,  No,  No,  B9,  B9,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  // 0x70
        No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  // 0x80
        Adp, No,  No,  No,  B26, B26, B26, B26, Lsw, No,  No,  No,  Fpr, No,  No,  No,  // 0x90
        No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  // 0xa0
        Adp, No,  No,  No,  B19, B19, B14, B14, No,  No,  No,  No,  No,  No,  No,  No,  // 0xb0
        No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  // 0xc0
        Adp, No,  No,  No,  No,  No,  No,  No,  Pfm, No,  No,  No,  No,  No,  No,  No,  // 0xd0
        No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  // 0xe0
        Adp, No,  No,  Aut, B9,  B9,  No,  No,  No,  No,  No,  No,  No,  No,  No,  No,  // 0xf0
    ];

    /// <summary>
    /// Fixed bits and their values, pair by pair, where bits [31:24] aren't all of them: an instruction of such a form fits one pair.
    /// Conditions 4 and 5 of CB&lt;cc&gt; are unallocated.
    /// </summary>
    private static ReadOnlySpan<uint> FixedBits =>
    [
        0b0_1111111_100_00000_11_000000000_00000, 0b0_1110100_000_00000_00_000000000_00000, // CBGT, CBGE, CBHI, CBHS of two registers
        0b0_1111111_110_00000_11_000000000_00000, 0b0_1110100_110_00000_00_000000000_00000, // CBEQ, CBNE of two registers
        0b1_1111111_100_00000_10_000000000_00000, 0b0_1110100_000_00000_10_000000000_00000, // the same of bytes (CBB) or halfwords (CBH)
        0b1_1111111_110_00000_10_000000000_00000, 0b0_1110100_110_00000_10_000000000_00000,
        0b0_1111111_100_000000_1_000000000_00000, 0b0_1110101_000_000000_0_000000000_00000, // CBGT, CBLT, CBHI, CBLO of an immediate
        0b0_1111111_110_000000_1_000000000_00000, 0b0_1110101_110_000000_0_000000000_00000, // CBEQ, CBNE of an immediate
        0b11111111_110_0000000000000000_11111, 0b01010101_000_0000000000000000_11111, // RETAASPPC, RETABSPPC
        0b11111111_110_0000000000000000_11111, 0b11110011_100_0000000000000000_11111, // AUTIASPPC, AUTIBSPPC
    ];

    /// <summary>Width of the distance by form, where it counts in words both ways.</summary>
    private static ReadOnlySpan<byte> Widths => [0, 26, 19, 14, 9, 0, 0, 19, 19, 19, 19, 0, 0];

    /// <summary>Which form an instruction has.</summary>
    public static PcRelativeForm Form(uint instruction)
    {
        PcRelativeForm form = Forms[(int)(instruction >> TopByte)];
        return form == PcRelativeForm.None || HasFixedBits(form, instruction) ? form : PcRelativeForm.None;
    }

    /// <summary>Whether a form is a branch to the address that it names.</summary>
    public static bool IsBranch(PcRelativeForm form) => form is >= PcRelativeForm.Branch26 and <= PcRelativeForm.Branch9;

    /// <summary>The address that an instruction at <paramref name="address"/> names; for ADRP that of a page.</summary>
    public static CodeAddress Target(PcRelativeForm form, uint instruction, CodeAddress address) => form switch
    {
        PcRelativeForm.Adr => new(address.Value + (ulong)A64.DecodeAddress(instruction)),
        PcRelativeForm.Adrp => new(Page(address) + (ulong)A64.DecodeAddress(instruction) * A64.AdrpPageBytes),
        PcRelativeForm.ReturnLabel or PcRelativeForm.AuthenticateLabel => new(address.Value - (instruction >> 5 & 0xffff) * A64.WordBytes),
        _ => new(address.Value + (ulong)Offset(form).Decode(instruction)),
    };

    /// <summary>
    /// Makes a branch, ADR or ADRP at <paramref name="address"/> name <paramref name="target"/>, which for ADRP is the start of a page;
    /// false where it doesn't reach.
    /// </summary>
    public static bool TrySetTarget(PcRelativeForm form, uint instruction, CodeAddress address, CodeAddress target, out uint changed)
    {
        long bytes = (long)(target.Value - address.Value);
        long pages = (long)(target.Value - Page(address)) / (long)A64.AdrpPageBytes;
        return form switch
        {
            PcRelativeForm.Adr => A64.TryEncodeAddress(instruction, bytes, out changed),
            PcRelativeForm.Adrp => A64.TryEncodeAddress(instruction, pages, out changed),
            _ => Offset(form).TryEncode(instruction, bytes, out changed),
        };
    }

    private static BranchOffset Offset(PcRelativeForm form) => new(form == PcRelativeForm.Branch26 ? 0 : DistanceLsb, Widths[(int)form]);

    private static ulong Page(CodeAddress address) => address.Value & ~(A64.AdrpPageBytes - 1);

    /// <summary>Whether bits [31:24] say all, or the others are those of the form too.</summary>
    private static bool HasFixedBits(PcRelativeForm form, uint instruction)
    {
        bool isOther = form is not (PcRelativeForm.Branch9 or PcRelativeForm.ReturnLabel or PcRelativeForm.AuthenticateLabel);
        for (int row = 0; row < FixedBits.Length && !isOther; row += 2)
        {
            if ((instruction & FixedBits[row]) == FixedBits[row + 1])
            {
                return true;
            }
        }

        return isOther;
    }
}

/// <summary>How an instruction names an address by its distance from itself: which field, and in which unit.</summary>
public enum PcRelativeForm : byte
{
    /// <summary>It names none.</summary>
    None,

    /// <summary>B, BL: 26 bits, words.</summary>
    Branch26,

    /// <summary>B.cond, BC.cond, CBZ, CBNZ: 19 bits, words.</summary>
    Branch19,

    /// <summary>TBZ, TBNZ: 14 bits, words.</summary>
    Branch14,

    /// <summary>CB&lt;cc&gt;, CBB&lt;cc&gt;, CBH&lt;cc&gt; of a register or an immediate (FEAT_CMPBR): 9 bits, words.</summary>
    Branch9,

    /// <summary>ADR: 21 bits, bytes.</summary>
    Adr,

    /// <summary>ADRP: 21 bits, pages of 4096 bytes from its own page.</summary>
    Adrp,

    /// <summary>LDR (literal) of a general register: 19 bits, words.</summary>
    LdrLiteral,

    /// <summary>LDR (literal) of a SIMD and FP register: 19 bits, words.</summary>
    LdrLiteralSimd,

    /// <summary>LDRSW (literal): 19 bits, words.</summary>
    LdrswLiteral,

    /// <summary>PRFM (literal): 19 bits, words.</summary>
    PrfmLiteral,

    /// <summary>RETAASPPC, RETABSPPC with a label (FEAT_PAuth_LR): 16 bits, words backwards.</summary>
    ReturnLabel,

    /// <summary>AUTIASPPC, AUTIBSPPC with a label (FEAT_PAuth_LR): 16 bits, words backwards.</summary>
    AuthenticateLabel,
}
