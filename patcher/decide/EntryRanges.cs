using System;

namespace BareMetal.Patcher;

/// <summary>Text such as <c>3,7-9</c>: indexes and ranges of them, both ends included.</summary>
internal static class EntryRanges
{
    /// <summary>Whether all of <paramref name="text"/> is legal for a table of so many entries.</summary>
    public static AltErrorCode Check(ReadOnlySpan<byte> text, int entries)
    {
        if (text.IsEmpty || text[text.Length - 1] == ',')
        {
            return AltErrorCode.IllegalSelection;
        }

        do
        {
            if (!TryTakeRange(ref text, out uint first, out uint last) || first > last)
            {
                return AltErrorCode.IllegalSelection;
            }

            if (last >= (uint)entries)
            {
                return AltErrorCode.SelectionOutsideTable;
            }
        }
        while (!text.IsEmpty);

        return AltErrorCode.None;
    }

    /// <summary>Whether legal <paramref name="text"/> names <paramref name="index"/>.</summary>
    public static bool Contains(ReadOnlySpan<byte> text, int index)
    {
        while (TryTakeRange(ref text, out uint first, out uint last))
        {
            if ((uint)index >= first && (uint)index <= last)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes one range and the comma after it.</summary>
    private static bool TryTakeRange(ref ReadOnlySpan<byte> text, out uint first, out uint last)
    {
        int comma = Ascii.IndexOf(text, (byte)',');
        ReadOnlySpan<byte> range = comma < 0 ? text : text.Slice(0, comma);
        text = comma < 0 ? default : text.Slice(comma + 1);

        int dash = Ascii.IndexOf(range, (byte)'-');
        ReadOnlySpan<byte> end = dash < 0 ? range : range.Slice(dash + 1);
        bool legal = Ascii.TryParse(dash < 0 ? range : range.Slice(0, dash), 10, out first);
        return Ascii.TryParse(end, 10, out last) && legal;
    }
}
