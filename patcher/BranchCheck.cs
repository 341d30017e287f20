namespace BareMetal.Patcher;

/// <summary>
/// Looks where a branch leads that leaves its replacement. The start of an original is a fine target: whoever branches there runs the
/// whole site, whatever it holds by then; so a function may begin with a site. Its middle isn't, since what stands there differs by
/// CPU. Neither is any other replacement: it lies out of line, and runs only where it was copied to.
/// </summary>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
internal static unsafe class BranchCheck<TErrors>
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Reports a branch that leads into an original or a replacement.</summary>
    /// <param name="plan">The plan, whose originals are in order.</param>
    /// <param name="index">The entry whose replacement branches.</param>
    /// <param name="branch">Where the branch lies.</param>
    /// <param name="target">Where it leads, outside that replacement.</param>
    public static void Check(ref AltPlan plan, int index, CodeAddress branch, CodeAddress target)
    {
        int original = OriginalAround(plan, target);
        if (original >= 0)
        {
            CodeAddress start = plan.Arena.Entries[original].Address;
            if (start.Value != target.Value)
            {
                plan.FailAt<TErrors>(index, branch, AltErrorCode.BranchIntoOriginal, target.Value, start.Value);
            }

            return;
        }

        int replacement = ReplacementAround(plan, target);
        if (replacement >= 0)
        {
            CodeAddress owner = plan.Arena.Entries[replacement].Address;
            plan.FailAt<TErrors>(index, branch, AltErrorCode.BranchIntoReplacement, target.Value, owner.Value);
        }
    }

    /// <summary>The entry whose original holds an address, or -1. Originals are in order and don't overlap here.</summary>
    private static int OriginalAround(in AltPlan plan, CodeAddress address)
    {
        int low = 0;
        int high = plan.Ordered;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            bool startsAfter = plan.Arena.Entries[plan.Arena.Order[middle]].Address.Value > address.Value;
            low = startsAfter ? low : middle + 1;
            high = startsAfter ? middle : high;
        }

        int index = low == 0 ? -1 : (int)plan.Arena.Order[low - 1];
        bool isInside = index >= 0 && Contains(plan.Arena.Entries[index].Address, (uint)plan.Arena.Entries[index].Words * A64.WordBytes, address);
        return isInside ? index : -1;
    }

    /// <summary>The first entry whose replacement holds an address, or -1.</summary>
    private static int ReplacementAround(in AltPlan plan, CodeAddress address)
    {
        for (int i = 0; i < plan.Numbers.Entries; i++)
        {
            AltInstr* entry = plan.Region.Table + i;
            if (!entry->IsCallback && Contains(plan.Region.Alternative(i), entry->AltLen, address))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Contains(CodeAddress start, uint bytes, CodeAddress address) => address.Value - start.Value < bytes;
}
