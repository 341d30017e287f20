using System;
using System.Numerics;

namespace BareMetal.Patcher;

/// <content>MOVZ, MOVN, MOVK, and constants of them.</content>
public static partial class A64
{
    /// <summary>The most instructions that a constant takes.</summary>
    public const int MaxConstantWords = 4;

    private const int Quarters = 4;
    private const int QuarterBits = 16;
    private const ulong QuarterMask = 0xffff;
    private const uint ZeroRegister = 31;

    /// <summary>MOVZ, either width, not shifted.</summary>
    public static InstructionClass MovzUnshifted => new(0b0_11_111111_11_0000000000000000_00000, 0b0_10_100101_00_0000000000000000_00000);

    /// <summary>MOVN: <paramref name="value"/> of 16 bits, shifted by 0, 16, 32 or 48 (X only), then inverted.</summary>
    public static bool TryMovn(RegisterWidth width, uint rd, uint value, int shift, out uint instruction) =>
        MoveWide(width, 0b00, rd, value, shift, out instruction);

    /// <summary>MOVZ: <paramref name="value"/> of 16 bits, shifted by 0, 16, 32 or 48 (X only).</summary>
    public static bool TryMovz(RegisterWidth width, uint rd, uint value, int shift, out uint instruction) =>
        MoveWide(width, 0b10, rd, value, shift, out instruction);

    /// <summary>MOVK: puts <paramref name="value"/> of 16 bits, shifted by 0, 16, 32 or 48 (X only), over the register's.</summary>
    public static bool TryMovk(RegisterWidth width, uint rd, uint value, int shift, out uint instruction) =>
        MoveWide(width, 0b11, rd, value, shift, out instruction);

    /// <summary>The one MOVZ that sets Xd to <paramref name="value"/>; false where it takes more than one instruction.</summary>
    public static bool TryMovz(uint rd, ulong value, out uint instruction)
    {
        int shift = 0;
        while (shift < QuarterBits * (Quarters - 1) && value > QuarterMask << shift)
        {
            shift += QuarterBits;
        }

        bool fits = (value & ~(QuarterMask << shift)) == 0;
        bool isMove = TryMovz(RegisterWidth.X, rd, (uint)(value >> shift) & (uint)QuarterMask, shift, out uint move);
        return Encode(fits && isMove, move, out instruction);
    }

    /// <summary>One of the four instructions that put any value into Xd: MOVZ for quarter 0, MOVK for 1 to 3.</summary>
    public static bool TryMoveQuarter(uint rd, ulong value, int quarter, out uint instruction) => quarter == 0
        ? TryMovz(RegisterWidth.X, rd, Quarter(value, 0), 0, out instruction)
        : TryMovk(RegisterWidth.X, rd, Quarter(value, quarter), QuarterBits * quarter, out instruction);

    /// <summary>MOVZ with another value; width, shift and register stay.</summary>
    public static uint WithMovzValue(uint movz, ushort value) => (movz & ~(0xffffu << 5)) | ((uint)value << 5);

    /// <summary>
    /// The one MOVZ, MOVN or ORR that sets Xd to <paramref name="value"/>; false where it takes more than one instruction.
    /// </summary>
    public static bool TryMov(uint rd, ulong value, out uint instruction) =>
        TryMovz(rd, value, out instruction)
        || TryMovnValue(RegisterWidth.X, rd, value, out instruction)
        || TryMovMask(RegisterWidth.X, rd, value, out instruction);

    /// <summary>
    /// The same, by MOVN or ORR of Wd where that of Xd can't: it clears the upper half, which some values below 2^32 need.
    /// </summary>
    public static bool TryMovEitherWidth(uint rd, ulong value, out uint instruction) =>
        TryMov(rd, value, out instruction)
        || TryMovnValue(RegisterWidth.W, rd, value, out instruction)
        || TryMovMask(RegisterWidth.W, rd, value, out instruction);

    /// <summary>
    /// Sets Xd, not SP, to any value in the fewest words that MOVZ, MOVN or ORR and MOVKs after it allow: one to four.
    /// </summary>
    /// <param name="rd">The register.</param>
    /// <param name="value">The value.</param>
    /// <param name="words">Takes the instructions; <see cref="MaxConstantWords"/> suffice.</param>
    /// <param name="count">How many there are; 0 where it failed.</param>
    /// <returns>False where they don't fit into <paramref name="words"/>, or the register is none.</returns>
    public static bool TryLoadConstant(uint rd, ulong value, Span<uint> words, out int count)
    {
        count = 0;
        for (int moves = 0; moves < MaxConstantWords && moves < words.Length; moves++)
        {
            if (TryLoadWithMoves(rd, value, moves, words))
            {
                count = moves + 1;
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Loads all but <paramref name="moves"/> quarters by one instruction; MOVK puts those in, the high ones where there is a
    /// choice.
    /// </summary>
    private static bool TryLoadWithMoves(uint rd, ulong value, int moves, Span<uint> words)
    {
        for (int moved = (1 << Quarters) - 1; moved >= 0; moved--)
        {
            if (BitOperations.PopCount((uint)moved) == moves && TryLoadRest(rd, value, moved, out words[0]))
            {
                int count = 1;
                for (int quarter = 0; quarter < Quarters; quarter++)
                {
                    if ((moved >> quarter & 1) != 0)
                    {
                        TryMovk(RegisterWidth.X, rd, Quarter(value, quarter), QuarterBits * quarter, out words[count++]);
                    }
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// One instruction that gives the quarters that aren't moved; the others may be anything. A pattern that exists at all exists with
    /// each of the others a copy of a quarter that stays, or zeros, or ones.
    /// </summary>
    private static bool TryLoadRest(uint rd, ulong value, int moved, out uint instruction)
    {
        instruction = Undefined;
        for (int filling = 0; filling < Quarters + (1 << Quarters); filling++)
        {
            ulong filled = value;
            for (int quarter = 0; quarter < Quarters; quarter++)
            {
                if ((moved >> quarter & 1) != 0)
                {
                    filled = WithQuarter(filled, quarter, Filling(value, quarter, filling));
                }
            }

            if (TryMov(rd, filled, out instruction))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Fillings 0 to 3: the quarter so many further on, in circular order. Beyond: zeros or ones by a bit for each quarter.
    /// </summary>
    private static uint Filling(ulong value, int quarter, int filling) =>
        filling < Quarters
            ? Quarter(value, (quarter + filling) % Quarters)
            : (uint)((filling - Quarters) >> quarter & 1) * (uint)QuarterMask;

    private static uint Quarter(ulong value, int quarter) => (uint)(value >> (QuarterBits * quarter) & QuarterMask);

    private static ulong WithQuarter(ulong value, int quarter, uint bits)
    {
        int shift = QuarterBits * quarter;
        return (value & ~(QuarterMask << shift)) | ((ulong)bits << shift);
    }

    private static bool TryMovnValue(RegisterWidth width, uint rd, ulong value, out uint instruction)
    {
        const uint MovzNotMovn = 1u << 30;
        ulong ones = width == RegisterWidth.X ? ulong.MaxValue : uint.MaxValue;
        bool isInverted = TryMovz(rd, value ^ ones, out uint movz);
        uint movn = movz & ~(MovzNotMovn | Sf(RegisterWidth.X)) | Sf(width);
        return Encode(isInverted && value <= ones, movn, out instruction);
    }

    /// <summary>Register 31 would be SP here, but ZR for MOVZ: no register that a constant can go to.</summary>
    private static bool TryMovMask(RegisterWidth width, uint rd, ulong value, out uint instruction)
    {
        bool isMask = TryOrr(width, rd, ZeroRegister, value, out uint orr);
        return Encode(isMask && rd != ZeroRegister, orr, out instruction);
    }

    private static bool MoveWide(RegisterWidth width, uint op, uint rd, uint value, int shift, out uint instruction)
    {
        bool isEncodable =
            IsWidth(width) && AreRegisters(rd) && value <= QuarterMask && (uint)shift < Bits(width) && shift % QuarterBits == 0;
        uint word =
            0b0_00_100101_00_0000000000000000_00000u | Sf(width) | (op << 29) | ((uint)shift / QuarterBits << 21) | (value << 5) | rd;
        return Encode(isEncodable, word, out instruction);
    }
}
