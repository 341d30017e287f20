namespace BareMetal.Patcher;

/// <summary>
/// Moves an instruction of a replacement to its place in the original. Whatever reaches out of the replacement must still reach the
/// same target; what can't be moved is refused by name.
/// </summary>
public static class Relocation
{
    /// <summary>Moves one instruction.</summary>
    /// <param name="instruction">The instruction of the replacement.</param>
    /// <param name="from">Where it lies.</param>
    /// <param name="to">Where it will run.</param>
    /// <param name="start">Start of the replacement.</param>
    /// <param name="end">End of the replacement. A branch to exactly here leaves the site at its end, so it counts as inside.</param>
    /// <param name="moved">The instruction to write.</param>
    /// <param name="target">What it refers to, where it refers to an address.</param>
    /// <returns>None, or why it can't be moved.</returns>
    public static AltErrorCode Move(
        uint instruction, CodeAddress from, CodeAddress to, CodeAddress start, CodeAddress end, out uint moved, out CodeAddress target)
    {
        moved = instruction;
        target = default;
        if (TryGetBranchOffset(instruction, out BranchOffset offset))
        {
            target = new CodeAddress(from.Value + (ulong)offset.Decode(instruction));
            bool isInside = target.Value >= start.Value && target.Value <= end.Value;
            bool reaches = isInside || offset.TryEncode(instruction, (long)(target.Value - to.Value), out moved);
            return reaches ? AltErrorCode.None : AltErrorCode.BranchOutOfRange;
        }

        if (A64.Adrp.Matches(instruction))
        {
            ulong page = Page(from) + (ulong)A64.DecodeAddress(instruction);
            target = new CodeAddress(page * A64.AdrpPageBytes);
            bool reaches = A64.TryEncodeAdrp(instruction, (long)(page - Page(to)), out moved);
            return reaches ? AltErrorCode.None : AltErrorCode.AdrpOutOfRange;
        }

        return Refusal(instruction);
    }

    private static ulong Page(CodeAddress address) => address.Value / A64.AdrpPageBytes;

    private static bool TryGetBranchOffset(uint instruction, out BranchOffset offset)
    {
        offset = default;
        if (!A64.BranchesAndSystem.Matches(instruction))
        {
            return false;
        }

        if (A64.Branch.Matches(instruction))
        {
            offset = A64.BranchImmediate26;
            return true;
        }

        if (A64.BranchConditional.Matches(instruction) || A64.CompareAndBranchZero.Matches(instruction))
        {
            offset = A64.BranchImmediate19;
            return true;
        }

        offset = A64.BranchImmediate14;
        return A64.TestAndBranch.Matches(instruction);
    }

    /// <summary>Instructions that depend on their address and can't be moved; all others can.</summary>
    private static AltErrorCode Refusal(uint instruction)
    {
        if (A64.LoadLiteral.Matches(instruction))
        {
            return LoadLiteralRefusal(instruction);
        }

        if (A64.PcRelativeAddress.Matches(instruction))
        {
            return AltErrorCode.RefusedAdr;
        }

        if (A64.CompareAndBranch.Matches(instruction))
        {
            return AltErrorCode.RefusedCompareBranch;
        }

        if (A64.ReturnAuthenticatedLabel.Matches(instruction))
        {
            return AltErrorCode.RefusedReturnLabel;
        }

        return A64.AuthenticateLabel.Matches(instruction) ? AltErrorCode.RefusedAuthenticateLabel : AltErrorCode.None;
    }

    private static AltErrorCode LoadLiteralRefusal(uint instruction)
    {
        if (A64.LoadLiteralSimd.Matches(instruction))
        {
            return AltErrorCode.RefusedLdrLiteralSimd;
        }

        if (A64.LoadLiteralSignedWord.Matches(instruction))
        {
            return AltErrorCode.RefusedLdrswLiteral;
        }

        return A64.PrefetchLiteral.Matches(instruction) ? AltErrorCode.RefusedPrfmLiteral : AltErrorCode.RefusedLdrLiteral;
    }
}
