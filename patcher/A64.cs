namespace BareMetal.Patcher;

/// <summary>
/// A64 instructions: classes, and encoders for what callbacks write. An instruction is a 32-bit little-endian word at a multiple
/// of 4. Encodings: Arm ARM DDI 0487, "A64 Instruction Set Encoding".
/// </summary>
public static class A64
{
    /// <summary>Size of an instruction, in bytes.</summary>
    public const int WordBytes = 4;

    /// <summary>NOP</summary>
    public const uint Nop = 0b1101010100_0_00_011_0010_0000_000_11111;

    /// <summary>Size of the pages that ADRP counts in, in bytes.</summary>
    public const ulong AdrpPageBytes = 4096;

    private const int AdrpImmediateBits = 21;

    /// <summary>All branches with a label, exceptions, hints, barriers, MSR and branches to a register.</summary>
    public static InstructionClass BranchesAndSystem => new(0b000_111_00000000000000000000000000, 0b000_101_00000000000000000000000000);

    /// <summary>ADR and ADRP</summary>
    public static InstructionClass PcRelativeAddress => new(0b0_00_11111_0000000000000000000_00000, 0b0_00_10000_0000000000000000000_00000);

    /// <summary>ADRP</summary>
    public static InstructionClass Adrp => new(0b1_00_11111_0000000000000000000_00000, 0b1_00_10000_0000000000000000000_00000);

    /// <summary>All forms of load register (literal): LDR, LDRSW, PRFM, of general or of SIMD and FP registers.</summary>
    public static InstructionClass LoadLiteral => new(0b00_111_0_11_0000000000000000000_00000, 0b00_011_0_00_0000000000000000000_00000);

    /// <summary>Load register (literal) of SIMD and FP registers.</summary>
    public static InstructionClass LoadLiteralSimd => new(0b00_111_1_11_0000000000000000000_00000, 0b00_011_1_00_0000000000000000000_00000);

    /// <summary>LDRSW (literal)</summary>
    public static InstructionClass LoadLiteralSignedWord => new(0b11_111_1_11_0000000000000000000_00000, 0b10_011_0_00_0000000000000000000_00000);

    /// <summary>PRFM (literal)</summary>
    public static InstructionClass PrefetchLiteral => new(0b11_111_1_11_0000000000000000000_00000, 0b11_011_0_00_0000000000000000000_00000);

    /// <summary>B and BL</summary>
    public static InstructionClass Branch => new(0b0_11111_00000000000000000000000000, 0b0_00101_00000000000000000000000000);

    /// <summary>B.cond and BC.cond</summary>
    public static InstructionClass BranchConditional => new(0b11111111_0000000000000000000_0_0000, 0b01010100_0000000000000000000_0_0000);

    /// <summary>CBZ and CBNZ</summary>
    public static InstructionClass CompareAndBranchZero => new(0b0_111111_0_0000000000000000000_00000, 0b0_011010_0_0000000000000000000_00000);

    /// <summary>TBZ and TBNZ</summary>
    public static InstructionClass TestAndBranch => new(0b0_111111_0_00000_00000000000000_00000, 0b0_011011_0_00000_00000000000000_00000);

    /// <summary>CB&lt;cc&gt;, CBB&lt;cc&gt;, CBH&lt;cc&gt; (FEAT_CMPBR), of a register or an immediate.</summary>
    public static InstructionClass CompareAndBranch => new(0b0_111111_0_000_00000_00_000000000_00000, 0b0_111010_0_000_00000_00_000000000_00000);

    /// <summary>RETAASPPC and RETABSPPC with a label (FEAT_PAuth_LR).</summary>
    public static InstructionClass ReturnAuthenticatedLabel => new(0b11111111_110_0000000000000000_11111, 0b01010101_000_0000000000000000_11111);

    /// <summary>AUTIASPPC and AUTIBSPPC with a label (FEAT_PAuth_LR).</summary>
    public static InstructionClass AuthenticateLabel => new(0b1_11_111111_10_0000000000000000_11111, 0b1_11_100111_00_0000000000000000_11111);

    /// <summary>MOVZ, either width, not shifted.</summary>
    public static InstructionClass MovzUnshifted => new(0b0_11_111111_11_0000000000000000_00000, 0b0_10_100101_00_0000000000000000_00000);

    /// <summary>The distance in B and BL.</summary>
    public static BranchOffset BranchImmediate26 => new(0, 26);

    /// <summary>The distance in B.cond, CBZ and CBNZ.</summary>
    public static BranchOffset BranchImmediate19 => new(5, 19);

    /// <summary>The distance in TBZ and TBNZ.</summary>
    public static BranchOffset BranchImmediate14 => new(5, 14);

    /// <summary>The register that most instructions write: bits [4:0].</summary>
    public static uint Rd(uint instruction) => instruction & 0b11111;

    /// <summary>The distance in ADR (bytes) or ADRP (pages).</summary>
    public static long DecodeAddress(uint instruction)
    {
        ulong immediate = ((instruction >> 3) & 0b1111111111111111111_00) | ((instruction >> 29) & 0b11);
        return (long)(immediate << (64 - AdrpImmediateBits)) >> (64 - AdrpImmediateBits);
    }

    /// <summary>Replaces the distance in ADRP; false where it doesn't fit.</summary>
    /// <param name="instruction">The ADRP.</param>
    /// <param name="pages">The new distance, in pages.</param>
    /// <param name="encoded">The ADRP with it; unchanged where it doesn't fit.</param>
    public static bool TryEncodeAdrp(uint instruction, long pages, out uint encoded)
    {
        uint low = (uint)pages & 0b11;
        uint high = (uint)(pages >> 2) & 0b1111111111111111111;
        uint changed = (instruction & 0b1_00_11111_0000000000000000000_11111) | (low << 29) | (high << 5);
        bool fits = DecodeAddress(changed) == pages;
        encoded = fits ? changed : instruction;
        return fits;
    }

    /// <summary>MOVZ Xd, #value, LSL #(16 * quarter)</summary>
    public static uint Movz(uint rd, uint value, int quarter) =>
        0b1_10_100101_00_0000000000000000_00000u | ((uint)quarter << 21) | ((value & 0xffff) << 5) | rd;

    /// <summary>MOVK Xd, #value, LSL #(16 * quarter)</summary>
    public static uint Movk(uint rd, uint value, int quarter) =>
        0b1_11_100101_00_0000000000000000_00000u | ((uint)quarter << 21) | ((value & 0xffff) << 5) | rd;

    /// <summary>The one MOVZ that sets Xd to <paramref name="value"/>; false where it takes more than one instruction.</summary>
    public static bool TryMovz(uint rd, ulong value, out uint instruction)
    {
        for (int quarter = 0; quarter < 4; quarter++)
        {
            if ((value & ~(0xfffful << (16 * quarter))) == 0)
            {
                instruction = Movz(rd, (uint)(value >> (16 * quarter)), quarter);
                return true;
            }
        }

        instruction = Nop;
        return false;
    }

    /// <summary>A MOVZ with another value; width, shift and register stay.</summary>
    public static uint WithMovzValue(uint movz, ushort value) => (movz & ~(0xffffu << 5)) | ((uint)value << 5);

    /// <summary>HVC #0</summary>
    public const uint Hvc = 0b11010100_000_0000000000000000_000_10;

    /// <summary>SMC #0</summary>
    public const uint Smc = 0b11010100_000_0000000000000000_000_11;
}
