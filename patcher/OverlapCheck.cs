namespace BareMetal.Patcher;

/// <summary>Finds originals that overlap originals, and replacements that overlap originals, whatever the order of the entries.</summary>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
internal static unsafe class OverlapCheck<TErrors>
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Sorts the originals by address and checks all entries.</summary>
    public static void Check(ref AltPlan plan)
    {
        AltArena arena = plan.Arena;
        AddressOrder.Sort(arena.Entries, arena.Order, arena.Scratch, plan.Ordered);
        CheckOriginals(ref plan);
        CheckReplacements(ref plan);
    }

    /// <summary>Each original against the one before it that reaches furthest.</summary>
    private static void CheckOriginals(ref AltPlan plan)
    {
        uint furthest = 0;
        for (int i = 0; i < plan.Ordered; i++)
        {
            uint index = plan.Arena.Order[i];
            if (i > 0 && Start(plan, index) < End(plan, furthest))
            {
                ReportOverlap(ref plan, (int)index, (int)furthest);
            }

            if (i == 0 || End(plan, index) > End(plan, furthest))
            {
                furthest = index;
            }
        }
    }

    private static void ReportOverlap(ref AltPlan plan, int index, int other)
    {
        AltPlanEntry* entries = plan.Arena.Entries;
        bool isSame = entries[index].Address.Value == entries[other].Address.Value && entries[index].Words == entries[other].Words;
        plan.Fail<TErrors>(
            index, isSame ? AltErrorCode.DuplicateOriginal : AltErrorCode.OriginalsOverlap, (ulong)other, entries[other].Address.Value);
    }

    /// <summary>
    /// Each replacement against the last original that starts before its end. Replacements of neighbours lie together, so their
    /// places among the originals are mostly the same: the search begins where the last one ended.
    /// </summary>
    private static void CheckReplacements(ref AltPlan plan)
    {
        int place = 0;
        for (int i = 0; i < plan.Numbers.Entries; i++)
        {
            AltInstr* entry = plan.Region.Table + i;
            CodeAddress replacement = plan.Region.Alternative(i);
            if (entry->AltLen == 0 || !plan.Region.Contains(replacement, entry->AltLen))
            {
                continue;
            }

            place = CountStartingBefore(plan, replacement.Value + entry->AltLen, place);
            if (place > 0 && End(plan, plan.Arena.Order[place - 1]) > replacement.Value)
            {
                uint other = plan.Arena.Order[place - 1];
                plan.Fail<TErrors>(i, AltErrorCode.ReplacementOverlapsOriginal, other, Start(plan, other));
            }
        }
    }

    /// <summary>How many originals start before <paramref name="address"/>; cheap where <paramref name="guess"/> is right.</summary>
    private static int CountStartingBefore(in AltPlan plan, ulong address, int guess)
    {
        int low = 0;
        int high = plan.Ordered;
        if (guess > 0 && Start(plan, plan.Arena.Order[guess - 1]) < address)
        {
            low = guess;
        }

        if (guess < high && Start(plan, plan.Arena.Order[guess]) >= address)
        {
            high = guess;
        }

        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            if (Start(plan, plan.Arena.Order[middle]) < address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static ulong Start(in AltPlan plan, uint index) => plan.Arena.Entries[index].Address.Value;

    private static ulong End(in AltPlan plan, uint index) => Start(plan, index) + (ulong)plan.Arena.Entries[index].Words * A64.WordBytes;
}
