namespace BareMetal.Patcher;

/// <content>ADD and SUB (immediate), AND, ORR and EOR (immediate), EXTR and ROR.</content>
public static partial class A64
{
    private const int AddImmediateBits = 12;
    private const ulong AddImmediateMask = (1ul << AddImmediateBits) - 1;

    /// <summary>ADD of 0 to 4095, or a multiple of 4096 up to 4095 * 4096. Register 31 is SP.</summary>
    public static bool TryAdd(RegisterWidth width, uint rd, uint rn, ulong value, out uint instruction) =>
        AddSubtract(width, 0b00, rd, rn, value, out instruction);

    /// <summary>ADDS of a value as for ADD. Register 31 is SP in <paramref name="rn"/> and ZR in <paramref name="rd"/> (CMN).</summary>
    public static bool TryAdds(RegisterWidth width, uint rd, uint rn, ulong value, out uint instruction) =>
        AddSubtract(width, 0b01, rd, rn, value, out instruction);

    /// <summary>SUB of a value as for ADD. Register 31 is SP.</summary>
    public static bool TrySub(RegisterWidth width, uint rd, uint rn, ulong value, out uint instruction) =>
        AddSubtract(width, 0b10, rd, rn, value, out instruction);

    /// <summary>SUBS of a value as for ADD. Register 31 is SP in <paramref name="rn"/> and ZR in <paramref name="rd"/> (CMP).</summary>
    public static bool TrySubs(RegisterWidth width, uint rd, uint rn, ulong value, out uint instruction) =>
        AddSubtract(width, 0b11, rd, rn, value, out instruction);

    /// <summary>
    /// AND with a <see cref="BitmaskImmediate"/>. Register 31 is SP in <paramref name="rd"/> and ZR in <paramref name="rn"/>.
    /// </summary>
    public static bool TryAnd(RegisterWidth width, uint rd, uint rn, ulong value, out uint instruction) =>
        Logical(width, 0b00, rd, rn, value, out instruction);

    /// <summary>
    /// ORR with a <see cref="BitmaskImmediate"/>. Register 31 is SP in <paramref name="rd"/> and ZR in <paramref name="rn"/> (MOV).
    /// </summary>
    public static bool TryOrr(RegisterWidth width, uint rd, uint rn, ulong value, out uint instruction) =>
        Logical(width, 0b01, rd, rn, value, out instruction);

    /// <summary>
    /// EOR with a <see cref="BitmaskImmediate"/>. Register 31 is SP in <paramref name="rd"/> and ZR in <paramref name="rn"/>.
    /// </summary>
    public static bool TryEor(RegisterWidth width, uint rd, uint rn, ulong value, out uint instruction) =>
        Logical(width, 0b10, rd, rn, value, out instruction);

    /// <summary>ANDS with a <see cref="BitmaskImmediate"/>. Register 31 is ZR (TST).</summary>
    public static bool TryAnds(RegisterWidth width, uint rd, uint rn, ulong value, out uint instruction) =>
        Logical(width, 0b11, rd, rn, value, out instruction);

    /// <summary>EXTR: the low bits of <paramref name="rn"/>:<paramref name="rm"/> from <paramref name="lsb"/> on.</summary>
    public static bool TryExtr(RegisterWidth width, uint rd, uint rn, uint rm, uint lsb, out uint instruction)
    {
        bool isEncodable = IsWidth(width) && AreRegisters(rd, rn, rm) && lsb < Bits(width);
        uint word =
            0b0_00_100111_0_0_00000_000000_00000_00000u | Sf(width) | ((uint)width << 22) | (rm << 16) | (lsb << 10) | (rn << 5) | rd;
        return Encode(isEncodable, word, out instruction);
    }

    /// <summary>ROR by <paramref name="shift"/>, which is less than the register has bits.</summary>
    public static bool TryRor(RegisterWidth width, uint rd, uint rs, uint shift, out uint instruction) =>
        TryExtr(width, rd, rs, rs, shift, out instruction);

    private static bool AddSubtract(RegisterWidth width, uint op, uint rd, uint rn, ulong value, out uint instruction)
    {
        bool isShifted = value > AddImmediateMask;
        ulong immediate = isShifted ? value >> AddImmediateBits : value;
        bool isWhole = !isShifted || (value & AddImmediateMask) == 0;
        bool isEncodable = IsWidth(width) && AreRegisters(rd, rn) && isWhole && immediate <= AddImmediateMask;
        uint shift = isShifted ? 1u << 22 : 0;
        uint word = 0b0_0_0_100010_0_000000000000_00000_00000u | Sf(width) | (op << 29) | shift | ((uint)immediate << 10) | (rn << 5) | rd;
        return Encode(isEncodable, word, out instruction);
    }

    private static bool Logical(RegisterWidth width, uint op, uint rd, uint rn, ulong value, out uint instruction)
    {
        bool isMask = BitmaskImmediate.TryEncode(width, value, out uint fields);
        uint word = 0b0_00_100100_0_000000_000000_00000_00000u | Sf(width) | (op << 29) | (fields << 10) | (rn << 5) | rd;
        return Encode(isMask && AreRegisters(rd, rn), word, out instruction);
    }

    private static bool IsWidth(RegisterWidth width) => width <= RegisterWidth.X;

    private static uint Bits(RegisterWidth width) => 32u << (int)width;

    private static uint Sf(RegisterWidth width) => (uint)width << 31;
}
