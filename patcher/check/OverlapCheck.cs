namespace BareMetal.Patcher;

/// <summary>
/// Marks the words of originals and replacements. A mark that is there already is an overlap, whatever the order of the entries;
/// only then the other entry is searched for. Replacements may share words; originals are one site's if they are equal and their
/// entries stand together.
/// </summary>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
// SAFETY: TableCheck has found that the arena has a mark for each word of the text; HeaderErrors lets only ranges in the text through.
internal static unsafe class OverlapCheck<TErrors>
    where TErrors : struct, IAltErrorSink
{
    private const int None = -1;

    /// <summary>Marks the original of an entry, whose place and length are sound.</summary>
    public static void MarkOriginal(ref AltPlan plan, int index)
    {
        if (SiteEntries.Continues(plan.Region, index))
        {
            ReportOriginalOfSite(ref plan, index);
            return;
        }

        byte* marks = plan.Arena.Marks + plan.Region.WordOf(plan.Region.Original(index));
        uint words = (uint)plan.Region.Table[index].Words;
        if (TextMark.Has(marks, words, TextMark.Original))
        {
            ReportOriginal(ref plan, index, index);
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
            int other = FindOriginal(plan, address, bytes, index + 1);
            plan.Fail<TErrors>(index, AltErrorCode.ReplacementOverlapsOriginal, (ulong)other, plan.Region.Original(other).Value);
        }

        TextMark.Add(marks, bytes / A64.WordBytes, TextMark.Replacement);
    }

    /// <summary>
    /// What its site overlaps is an error of every entry. It can be the words of none but entries before the site's first.
    /// </summary>
    private static void ReportOriginalOfSite(ref AltPlan plan, int index)
    {
        if (plan.Arena.Nodes[index - 1].Failed != 0)
        {
            ReportOriginal(ref plan, index, new SiteEntries(plan.Region, index).First);
        }
    }

    /// <summary>
    /// Names the first of so many entries whose original shares a word with that of entry <paramref name="index"/>, if there is
    /// one.
    /// </summary>
    private static void ReportOriginal(ref AltPlan plan, int index, int count)
    {
        CodeAddress address = plan.Region.Original(index);
        uint bytes = plan.Region.Table[index].OrigLen;
        int other = FindOriginal(plan, address, bytes, count);
        if (other == None)
        {
            return;
        }

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

    /// <summary>The first of so many entries whose original shares a word with a range.</summary>
    private static int FindOriginal(in AltPlan plan, CodeAddress address, uint bytes, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (Overlap(plan.Region.Original(i), plan.Region.Table[i].OrigLen, address, bytes))
            {
                return i;
            }
        }

        return None;
    }

    private static bool Overlap(CodeAddress start, uint bytes, CodeAddress otherStart, uint otherBytes) =>
        start.Value < otherStart.Value + otherBytes && otherStart.Value < start.Value + bytes;
}
