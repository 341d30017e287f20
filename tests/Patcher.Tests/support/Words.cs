namespace BareMetal.Patcher.Tests;

/// <summary>Instructions as GNU as and llvm-mc encode them.</summary>
internal static class Words
{
    public const uint Nop = 0xd503201f;
    public const uint B = 0x14000000;
    public const uint Bl = 0x94000000;
    public const uint BEq = 0x54000000;
    public const uint BcEq = 0x54000010;
    public const uint CbzX0 = 0xb4000000;
    public const uint CbnzW1 = 0x35000001;
    public const uint TbzX1Bit33 = 0xb6080001;
    public const uint TbnzW2Bit3 = 0x37180002;
    public const uint AdrX0 = 0x10000000;
    public const uint LdrswX0 = 0x98000000;
    public const uint CbgtX5X3 = 0xf4030005;
    public const uint CbbgeW5W3 = 0x7423a005 & ~(0x1ffu << 5);
    public const uint CbgtW5Imm20 = 0x750a0005;
    public const uint AdrpX3 = 0x90000003;
    public const uint MovzX0 = 0xd2800000;
    public const uint Brk = 0xd4200160;

    /// <summary>movz x0, #value: an instruction that says which one it is.</summary>
    public static uint Movz(int value) => MovzX0 | ((uint)value & 0xffff) << 5;
}
