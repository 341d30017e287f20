using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// Instructions at which a branch by register may end in guarded text (Arm ARM DDI 0487, "Branch Target Identification"). In guarded text a
/// site that has one must have one as good on every CPU, or the next indirect call of it faults.
/// </summary>
internal static class LandingPad
{
    /// <summary>All of them are among the hints from here on, NOP isn't.</summary>
    public const uint FirstHint = 0xd503_2300;

    private const uint Hints = 0x200;

    // What may land: BLR, and BR by x16 or x17; BR by any other register.
    private const int Calls = 1;
    private const int Jumps = 2;

    /// <summary>
    /// Whether an instruction is worth a closer look. <paramref name="firstHint"/>: <see cref="FirstHint"/>, in a register.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayBe(uint instruction, uint firstHint) => instruction - firstHint < Hints;

    /// <summary>Whether every branch that may end at <paramref name="original"/> may end at <paramref name="replacement"/>, too.</summary>
    public static bool IsKept(uint original, uint replacement) => (Accepted(original) & ~Accepted(replacement)) == 0;

    // BTI without a target accepts no branch; PACIASP and PACIBSP accept BR only where SCTLR_EL1.BT1 is zero.
    private static int Accepted(uint instruction) => instruction switch
    {
        0xd503_245f or 0xd503_233f or 0xd503_237f => Calls, // BTI c, PACIASP, PACIBSP
        0xd503_249f => Jumps, // BTI j
        0xd503_24df => Calls | Jumps, // BTI jc
        _ => 0,
    };
}
