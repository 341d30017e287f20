namespace BareMetal.Patcher;

/// <summary>
/// A64 instructions as callbacks read and write them. An instruction is a 32-bit little-endian word at a multiple of 4. Encodings: Arm
/// ARM DDI 0487, "A64 Instruction Set Encoding". An encoder is true where its operands can be encoded, and else false with
/// <see cref="Undefined"/>: it refuses what an assembler refuses, and changes no operand to make it fit. Registers are numbers from 0
/// to 31; whether 31 is the zero register or the stack pointer is up to the instruction.
/// </summary>
public static partial class A64
{
    /// <summary>Size of an instruction, in bytes.</summary>
    public const int WordBytes = 4;

    /// <summary>NOP</summary>
    public const uint Nop = 0b1101010100_0_00_011_0010_0000_000_11111;

    /// <summary>UDF #0, which traps: what an encoder gives that can't encode its operands.</summary>
    public const uint Undefined = 0;

    private const uint Registers = 32;

    /// <summary>The register that most instructions write: bits [4:0].</summary>
    public static uint Rd(uint instruction) => instruction & 0b11111;

    /// <summary>The first register that most instructions read: bits [9:5].</summary>
    public static uint Rn(uint instruction) => (instruction >> 5) & 0b11111;

    private static bool AreRegisters(uint first, uint second = 0, uint third = 0) => (first | second | third) < Registers;

    private static bool Encode(bool isEncodable, uint word, out uint instruction)
    {
        instruction = isEncodable ? word : Undefined;
        return isEncodable;
    }

    private static bool EncodeBranch(bool isEncodable, uint opcode, in BranchOffset offset, long bytes, out uint instruction)
    {
        bool reaches = offset.TryEncode(opcode, bytes, out uint branch);
        return Encode(isEncodable && reaches, branch, out instruction);
    }
}
