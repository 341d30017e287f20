using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// Moves an instruction of a replacement to its place in the original. Whatever reaches out of the replacement must still reach the
/// same target; what can't be moved is refused by name.
/// </summary>
public static class Relocation
{
    /// <summary>By <see cref="PcRelativeForm"/>.</summary>
    private static ReadOnlySpan<AltErrorCode> Failures =>
    [
        AltErrorCode.None,
        AltErrorCode.BranchOutOfRange,
        AltErrorCode.BranchOutOfRange,
        AltErrorCode.BranchOutOfRange,
        AltErrorCode.BranchOutOfRange,
        AltErrorCode.AdrOutOfRange,
        AltErrorCode.AdrpOutOfRange,
        AltErrorCode.RefusedLdrLiteral,
        AltErrorCode.RefusedLdrLiteralSimd,
        AltErrorCode.RefusedLdrswLiteral,
        AltErrorCode.RefusedPrfmLiteral,
        AltErrorCode.RefusedReturnLabel,
        AltErrorCode.RefusedAuthenticateLabel,
    ];

    /// <summary>Moves one instruction.</summary>
    /// <param name="instruction">The instruction of the replacement.</param>
    /// <param name="from">Where it lies.</param>
    /// <param name="to">Where it will run.</param>
    /// <param name="start">Start of the replacement.</param>
    /// <param name="end">
    /// End of the replacement. A branch or ADR that <see cref="StaysInside"/> stays as it is, so it leads to the same place in the site.
    /// </param>
    /// <param name="moved">The instruction to write.</param>
    /// <param name="target">The address outside the replacement that it names; 0 where it names none.</param>
    /// <returns>None, or why it can't be moved.</returns>
    public static AltErrorCode Move(
        uint instruction, CodeAddress from, CodeAddress to, CodeAddress start, CodeAddress end, out uint moved, out CodeAddress target)
    {
        moved = instruction;
        target = default;
        PcRelativeForm form = PcRelative.Form(instruction);
        return form == PcRelativeForm.None ? AltErrorCode.None : Move(form, from, to, start, end, ref moved, out target);
    }

    /// <summary>
    /// Whether a target from <paramref name="start"/> to <paramref name="end"/>, both included, is of the code itself: exactly at
    /// its end the branch leaves it as it would by running on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool StaysInside(CodeAddress target, CodeAddress start, CodeAddress end) =>
        target.Value - start.Value <= end.Value - start.Value;

    private static AltErrorCode Move(
        PcRelativeForm form,
            CodeAddress from, CodeAddress to, CodeAddress start, CodeAddress end, ref uint instruction, out CodeAddress target)
    {
        target = PcRelative.Target(form, instruction, from);
        if (form > PcRelativeForm.Adrp)
        {
            return Failure(form);
        }

        if (form != PcRelativeForm.Adrp && StaysInside(target, start, end))
        {
            target = default;
            return AltErrorCode.None;
        }

        return PcRelative.TrySetTarget(form, instruction, to, target, out instruction) ? AltErrorCode.None : Failure(form);
    }

    /// <summary>Why a form can't be moved: ever, or where its target is too far from the site.</summary>
    private static AltErrorCode Failure(PcRelativeForm form) => Failures[(int)form];
}
