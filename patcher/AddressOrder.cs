namespace BareMetal.Patcher;

/// <summary>
/// Sorts entry indexes by the addresses of their originals: a merge of the runs that are in order already, so a sorted table costs
/// one pass, and any table n log n. Equal addresses stay in the table's order.
/// </summary>
internal static unsafe class AddressOrder
{
    /// <summary>Sorts <paramref name="order"/>; <paramref name="scratch"/> has room for as many indexes.</summary>
    public static void Sort(AltPlanEntry* entries, uint* order, uint* scratch, int count)
    {
        uint* from = order;
        uint* to = scratch;
        while (RunEnd(entries, from, 0, count) < count)
        {
            MergePairs(entries, from, to, count);
            uint* merged = to;
            to = from;
            from = merged;
        }

        if (from != order)
        {
            Copy(from, order, count);
        }
    }

    private static void MergePairs(AltPlanEntry* entries, uint* from, uint* to, int count)
    {
        int start = 0;
        while (start < count)
        {
            int middle = RunEnd(entries, from, start, count);
            int end = middle < count ? RunEnd(entries, from, middle, count) : count;
            Merge(entries, from, to, start, middle, end);
            start = end;
        }
    }

    private static void Merge(AltPlanEntry* entries, uint* from, uint* to, int start, int middle, int end)
    {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++)
        {
            bool takeLeft = right == end || (left < middle && Address(entries, from[left]) <= Address(entries, from[right]));
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    /// <summary>End of the ascending run that starts at <paramref name="start"/>.</summary>
    private static int RunEnd(AltPlanEntry* entries, uint* order, int start, int count)
    {
        int end = start + 1;
        while (end < count && Address(entries, order[end - 1]) <= Address(entries, order[end]))
        {
            end++;
        }

        return end;
    }

    private static ulong Address(AltPlanEntry* entries, uint index) => entries[index].Address.Value;

    private static void Copy(uint* from, uint* to, int count)
    {
        for (int i = 0; i < count; i++)
        {
            to[i] = from[i];
        }
    }
}
