using System;

namespace BareMetal.Patcher;

/// <summary>Texts as the lines of one: next to nothing in the Image, where a switch of them costs some 25 bytes of code for each.</summary>
internal static class TextLines
{
    /// <summary>A line by its number from 0, without its end.</summary>
    public static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> lines, int index)
    {
        for (; index > 0; index--)
        {
            lines = lines.Slice(Ascii.IndexOf(lines, (byte)'\n') + 1);
        }

        return lines.Slice(0, Ascii.IndexOf(lines, (byte)'\n'));
    }

    /// <summary>
    /// The line that stands where a code does in <paramref name="codes"/>; the line after all those where there is no such code.
    /// </summary>
    public static ReadOnlySpan<byte> LineOf(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> codes, uint code)
    {
        int index = 0;
        while (index < codes.Length && codes[index] != code)
        {
            index++;
        }

        return Line(lines, index);
    }
}
