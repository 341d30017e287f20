using System;

namespace BareMetal.Patcher;

/// <summary>Texts as one blob and the offsets at which they start, the end of the last included.</summary>
internal static class TextTable
{
    public static ReadOnlySpan<byte> Item(ReadOnlySpan<byte> texts, ReadOnlySpan<ushort> starts, int index) =>
        texts.Slice(starts[index], starts[index + 1] - starts[index]);

    /// <summary>Index of <paramref name="text"/> in [first, end), or -1.</summary>
    public static int IndexOf(ReadOnlySpan<byte> texts, ReadOnlySpan<ushort> starts, int first, int end, ReadOnlySpan<byte> text)
    {
        for (int i = first; i < end; i++)
        {
            if (Ascii.Equal(Item(texts, starts, i), text))
            {
                return i;
            }
        }

        return -1;
    }
}
