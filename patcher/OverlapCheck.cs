namespace BareMetal.Patcher;

/// <summary>
/// Marks the words of originals and replacements. A mark that is there already is an overlap, whatever the order of the entries;
/// only then the other entry is searched for. Replacements may share words.
/// </summary>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
internal static unsafe class OverlapCheck<TErrors>
    where TErrors : struct, IAltErrorSink
{
    private const int None = -1;

    /// <summary>Marks the original of an entry, whose place and length are sound.</summary>
    public static void MarkOriginal(ref AltPlan plan, int index)
    {
        byte* marks = plan.Arena.Marks + plan.Region.WordOf(plan.Region.Original(index));
        uint words = (uint)plan.Region.Table[index].Words;
        if (TextMark.Has(marks, words, TextMark.Original))
        {
            ReportOriginal(ref plan, index);
        }

        if (TextMark.Has(marks, words, TextMark.Replacement))
        {
            ReportReplacements(ref plan, index);
        }

        TextMark.Add(marks, words, TextMark.Original);
        *marks |= TextMark.Start;
    }

    /// <summary>Marks the replacement of an entry, whose place is sound and which has a word or more.</summary>
    public static void MarkReplacement(ref AltPlan plan, int index)
    {
        CodeAddress address = plan.Region.Alternative(index);
        uint bytes = plan.Region.Table[index].AltLen;
        byte* marks = plan.Arena.Marks + plan.Region.WordOf(address);
        if (TextMark.Has(marks, bytes / A64.WordBytes, TextMark.Original))
        {
            int other = FindOriginal(plan, address, bytes, index + 1, None);
            plan.Fail<TErrors>(index, AltErrorCode.ReplacementOverlapsOriginal, (ulong)other, plan.Region.Original(other).Value);
        }

        TextMark.Add(marks, bytes / A64.WordBytes, TextMark.Replacement);
    }

    private static void ReportOriginal(ref AltPlan plan, int index)
    {
        CodeAddress address = plan.Region.Original(index);
        uint bytes = plan.Region.Table[index].OrigLen;
        int other = FindOriginal(plan, address, bytes, index, index);
        bool isSame = plan.Region.Original(other).Value == address.Value && plan.Region.Table[other].OrigLen == bytes;
        plan.Fail<TErrors>(
            index,
            isSame ? AltErrorCode.DuplicateOriginal : AltErrorCode.OriginalsOverlap,
            (ulong)other,
            plan.Region.Original(other).Value);
    }

    /// <summary>The replacements of earlier entries that the original of entry <paramref name="index"/> overlaps.</summary>
    private static void ReportReplacements(ref AltPlan plan, int index)
    {
        CodeAddress address = plan.Region.Original(index);
        uint bytes = plan.Region.Table[index].OrigLen;
        for (int i = 0; i < index; i++)
        {
            AltInstr* entry = plan.Region.Table + i;
            if (!entry->IsCallback && Overlap(plan.Region.Alternative(i), entry->AltLen, address, bytes))
            {
                plan.Fail<TErrors>(i, AltErrorCode.ReplacementOverlapsOriginal, (ulong)index, address.Value);
            }
        }
    }

    /// <summary>The first of so many entries, but for one, whose original shares a word with a range.</summary>
    private static int FindOriginal(in AltPlan plan, CodeAddress address, uint bytes, int count, int except)
    {
        for (int i = 0; i < count; i++)
        {
            if (i != except && Overlap(plan.Region.Original(i), plan.Region.Table[i].OrigLen, address, bytes))
            {
                return i;
            }
        }

        return None;
    }

    private static bool Overlap(CodeAddress start, uint bytes, CodeAddress otherStart, uint otherBytes) =>
        start.Value < otherStart.Value + otherBytes && otherStart.Value < start.Value + bytes;
}
