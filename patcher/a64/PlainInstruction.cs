using System.Numerics;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>Instructions that mean the same at any address, as nearly all do. Bits [31:24] alone decide.</summary>
public static class PlainInstruction
{
    /// <summary>
    /// Bit n: an instruction whose bits [29:24] are n may depend on its address. In order: ADR and ADRP; B, BL, B.cond; literal loads;
    /// AUTIASPPC; CBZ, TBZ, CB&lt;cc&gt;.
    /// </summary>
    internal const ulong MayDependOnAddress =
        1ul << 0b0_10000 | 1ul << 0b1_10000
        | 0b1111ul << 0b0_10100
        | 1ul << 0b0_11000 | 1ul << 0b0_11100
        | 1ul << 0b1_10011
        | 0b1111ul << 0b1_10100;

    private const uint ExceptionsAndSystem = 0b110101;

    /// <summary>Whether it can be copied anywhere. Where not, <see cref="Relocation"/> says what is to be done.</summary>
    public static bool Is(uint instruction) => Is(instruction, MayDependOnAddress);

    /// <summary>The same for a loop that has <see cref="MayDependOnAddress"/> in a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Is(uint instruction, ulong mayDependOnAddress) =>
        (BitOperations.RotateRight(mayDependOnAddress, (int)(instruction >> 24)) & 1) == 0 || instruction >> 26 == ExceptionsAndSystem;
}
