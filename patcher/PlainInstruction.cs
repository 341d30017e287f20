using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>Instructions that mean the same at any address, as nearly all do, told from bits [31:24] alone.</summary>
public static class PlainInstruction
{
    // Bit n: an instruction whose bits [29:24] are n may depend on its address. In order: ADR and ADRP; B, BL, B.cond; literal loads;
    // AUTIASPPC; CBZ, TBZ, CB<cc>.
    private const ulong MayDependOnAddress =
        1ul << 0b0_10000 | 1ul << 0b1_10000
        | 0b1111ul << 0b0_10100
        | 1ul << 0b0_11000 | 1ul << 0b0_11100
        | 1ul << 0b1_10011
        | 0b1111ul << 0b1_10100;

    private const uint ExceptionsAndSystem = 0b110101;

    /// <summary>Whether it can be copied anywhere. Where not, <see cref="Relocation"/> says what is to be done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(uint instruction) =>
        (MayDependOnAddress >> (int)(instruction >> 24) & 1) == 0 || instruction >> 26 == ExceptionsAndSystem;
}
