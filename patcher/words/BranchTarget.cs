namespace BareMetal.Patcher;

/// <summary>
/// Reports a branch that leaves its replacement, or the site of the callback that wrote it, for a place where no branch may go. The start
/// of an original is allowed: the whole site runs then, whatever it holds, so a function may begin with a site. The middle of an original
/// isn't, since its words differ by CPU. Nor is another replacement: it is out of line, and runs only where it is copied to.
/// </summary>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
// SAFETY: only entries of a validated table are read.
internal static unsafe class BranchTarget<TErrors>
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Reports a branch that leads where none may.</summary>
    /// <param name="plan">The plan, validated: its text is marked.</param>
    /// <param name="index">The entry whose replacement branches.</param>
    /// <param name="branch">Where the branch lies.</param>
    /// <param name="target">Where it leads, outside that replacement.</param>
    public static void Check(ref AltPlan plan, int index, CodeAddress branch, CodeAddress target)
    {
        if (plan.MayBranchTo(target))
        {
            return;
        }

        if (plan.IsOriginal(target))
        {
            plan.FailAt<TErrors>(index, branch, AltErrorCode.BranchIntoOriginal, target.Value, OriginalAround(plan, target).Value);
        }
        else
        {
            plan.FailAt<TErrors>(
                index, branch, AltErrorCode.BranchIntoReplacement, target.Value, OwnerOfReplacementAround(plan, target).Value);
        }
    }

    /// <summary>Where the original that holds an address starts.</summary>
    private static CodeAddress OriginalAround(in AltPlan plan, CodeAddress address)
    {
        CodeAddress start = address;
        while (!plan.IsOriginalStart(start) && plan.IsOriginal(start.Word(-1)))
        {
            start = start.Word(-1);
        }

        return start;
    }

    /// <summary>The original of the first entry whose replacement holds an address.</summary>
    private static CodeAddress OwnerOfReplacementAround(in AltPlan plan, CodeAddress address)
    {
        for (int i = 0; i < plan.Region.Count; i++)
        {
            AltInstr* entry = plan.Region.Table + i;
            if (!entry->IsCallback && address.Value - plan.Region.Alternative(i).Value < entry->AltLen)
            {
                return plan.Region.Original(i);
            }
        }

        return default;
    }
}
