namespace BareMetal.Patcher;

/// <content>Branches, to a distance in bytes from the branch itself or to a register.</content>
public static partial class A64
{
    /// <summary>The distance in B and BL: 128 MiB either way.</summary>
    public static BranchOffset BranchImmediate26 => new(0, 26);

    /// <summary>The distance in B.cond, BC.cond, CBZ, CBNZ and load register (literal): 1 MiB either way.</summary>
    public static BranchOffset BranchImmediate19 => new(5, 19);

    /// <summary>The distance in TBZ and TBNZ: 32 KiB either way.</summary>
    public static BranchOffset BranchImmediate14 => new(5, 14);

    /// <summary>B and BL.</summary>
    internal static InstructionClass BranchOrCall => new(0b0_11111_00000000000000000000000000, 0b0_00101_00000000000000000000000000);

    /// <summary>B</summary>
    public static bool TryB(long bytes, out uint instruction) =>
        EncodeBranch(true, 0b0_00101_00000000000000000000000000, BranchImmediate26, bytes, out instruction);

    /// <summary>BL</summary>
    public static bool TryBl(long bytes, out uint instruction) =>
        EncodeBranch(true, 0b1_00101_00000000000000000000000000, BranchImmediate26, bytes, out instruction);

    /// <summary>B.cond</summary>
    public static bool TryBCond(Condition condition, long bytes, out uint instruction) =>
        EncodeBranch(
            condition <= Condition.Nv, 0b01010100_0000000000000000000_0_0000u | (uint)condition, BranchImmediate19, bytes, out instruction);

    /// <summary>CBZ</summary>
    public static bool TryCbz(RegisterWidth width, uint rt, long bytes, out uint instruction) =>
        CompareAndBranch(width, 0, rt, bytes, out instruction);

    /// <summary>CBNZ</summary>
    public static bool TryCbnz(RegisterWidth width, uint rt, long bytes, out uint instruction) =>
        CompareAndBranch(width, 1, rt, bytes, out instruction);

    /// <summary>TBZ; <paramref name="bit"/> is 0 to 63.</summary>
    public static bool TryTbz(uint rt, uint bit, long bytes, out uint instruction) => TestAndBranch(0, rt, bit, bytes, out instruction);

    /// <summary>TBNZ; <paramref name="bit"/> is 0 to 63.</summary>
    public static bool TryTbnz(uint rt, uint bit, long bytes, out uint instruction) => TestAndBranch(1, rt, bit, bytes, out instruction);

    /// <summary>BR</summary>
    public static bool TryBr(uint rn, out uint instruction) => BranchRegister(0b00, rn, out instruction);

    /// <summary>BLR</summary>
    public static bool TryBlr(uint rn, out uint instruction) => BranchRegister(0b01, rn, out instruction);

    /// <summary>RET</summary>
    public static bool TryRet(uint rn, out uint instruction) => BranchRegister(0b10, rn, out instruction);

    private static bool CompareAndBranch(RegisterWidth width, uint op, uint rt, long bytes, out uint instruction)
    {
        uint opcode = 0b0_011010_0_0000000000000000000_00000u | Sf(width) | (op << 24) | rt;
        return EncodeBranch(IsWidth(width) && AreRegisters(rt), opcode, BranchImmediate19, bytes, out instruction);
    }

    private static bool TestAndBranch(uint op, uint rt, uint bit, long bytes, out uint instruction)
    {
        uint opcode = 0b0_011011_0_00000_00000000000000_00000u | (bit >> 5 << 31) | (op << 24) | ((bit & 0b11111) << 19) | rt;
        return EncodeBranch(bit < 64 && AreRegisters(rt), opcode, BranchImmediate14, bytes, out instruction);
    }

    private static bool BranchRegister(uint op, uint rn, out uint instruction) =>
        Encode(AreRegisters(rn), 0b1101011_0_0_00_11111_0000_0_0_00000_00000u | (op << 21) | (rn << 5), out instruction);
}
