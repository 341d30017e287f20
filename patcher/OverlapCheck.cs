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
        CodeAddress original = plan.Region.Original(index);
        byte found = Mark(plan, original, plan.Region.Table[index].OrigLen, TextMark.Original);
        Mark(plan, original, A64.WordBytes, TextMark.Start);
        if ((found & TextMark.Original) != 0)
        {
            ReportOriginal(ref plan, index);
        }

        if ((found & TextMark.Replacement) != 0)
        {
            ReportReplacements(ref plan, index);
        }
    }

    /// <summary>Marks the replacement of an entry, whose place is sound.</summary>
    public static void MarkReplacement(ref AltPlan plan, int index)
    {
        byte found = Mark(plan, plan.Region.Alternative(index), plan.Region.Table[index].AltLen, TextMark.Replacement);
        int other = (found & TextMark.Original) != 0 ? FindOriginal(plan, plan.Region.Alternative(index), plan.Region.Table[index].AltLen, index + 1, None) : None;
        if (other != None)
        {
            plan.Fail<TErrors>(index, AltErrorCode.ReplacementOverlapsOriginal, (ulong)other, plan.Region.Original(other).Value);
        }
    }

    /// <summary>Adds a mark to each word; returns all marks that were there.</summary>
    private static byte Mark(in AltPlan plan, CodeAddress address, uint bytes, byte mark)
    {
        byte* marks = plan.Arena.Marks + (address.Value - plan.Region.TextStart.Value) / A64.WordBytes;
        byte found = 0;
        for (uint word = 0; word < bytes / A64.WordBytes; word++)
        {
            found |= marks[word];
            marks[word] |= mark;
        }

        return found;
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
