using System;

namespace BareMetal.Patcher;

/// <summary>
/// Moves an instruction of a replacement to its place in the original. Whatever reaches out of the replacement must still reach the
/// same target; what can't be moved is refused by name.
/// </summary>
public static class Relocation
{
    // B and BL: bits of the distance, all others, the one that makes it BL, and what B has there.
    private const int Distance = 26;
    private const uint Opcode = uint.MaxValue << Distance;
    private const uint Link = 1u << 31;
    private const uint B = 0b000101u << Distance;

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
    /// End of the replacement. Exactly here counts as inside, since a branch there leaves the site at its end. A branch or ADR to inside
    /// the replacement stays as it is, so it leads to the same place in the site.
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
    /// Moves what <see cref="Move(uint, CodeAddress, CodeAddress, CodeAddress, CodeAddress, out uint, out CodeAddress)"/> is mostly asked
    /// to move, for less: a B or BL. False where it is another instruction or doesn't reach.
    /// </summary>
    public static bool TryMoveBranch(uint instruction, CodeAddress from, CodeAddress to, out uint moved, out CodeAddress target)
    {
        target = new CodeAddress(from.Value + (ulong)DistanceOf(instruction));
        long distance = (long)(target.Value - to.Value);
        moved = (instruction & Opcode) | ((uint)(distance / A64.WordBytes) & ~Opcode);
        return (instruction & Opcode & ~Link) == B && DistanceOf(moved) == distance;
    }

    private static long DistanceOf(uint branch) => (int)(branch << (32 - Distance)) >> (32 - Distance) << 2;

    private static AltErrorCode Move(
        PcRelativeForm form, CodeAddress from, CodeAddress to, CodeAddress start, CodeAddress end, ref uint instruction, out CodeAddress target)
    {
        target = PcRelative.Target(form, instruction, from);
        if (form > PcRelativeForm.Adrp)
        {
            return Failure(form);
        }

        bool staysInside = form != PcRelativeForm.Adrp && target.Value >= start.Value && target.Value <= end.Value;
        if (staysInside)
        {
            target = default;
            return AltErrorCode.None;
        }

        return PcRelative.TrySetTarget(form, instruction, to, target, out instruction) ? AltErrorCode.None : Failure(form);
    }

    /// <summary>Why a form can't be moved: ever, or where its target is too far from the site.</summary>
    private static AltErrorCode Failure(PcRelativeForm form) => Failures[(int)form];
}
