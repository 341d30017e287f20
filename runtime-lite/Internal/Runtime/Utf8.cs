using System;

namespace Internal.Runtime;

/// <summary>UTF-16 made into UTF-8 (RFC 3629).</summary>
// SAFETY: the caller gives room for MaxBytes, and no character takes more.
internal static unsafe class Utf8
{
    /// <summary>Bytes of the longest character.</summary>
    public const int MaxBytes = 4;

    private const uint Replacement = 0xfffd;
    private const uint FirstSurrogate = 0xd800;
    private const uint FirstLowSurrogate = 0xdc00;
    private const uint SurrogateCount = 0x400;
    private const uint FirstOfTwo = 0x10000;

    /// <summary>Takes the first character out of <paramref name="text"/>, half a surrogate pair as U+FFFD.</summary>
    /// <returns>How many bytes it wrote.</returns>
    public static int EncodeFirst(ref ReadOnlySpan<char> text, byte* bytes)
    {
        uint character = Decode(ref text);
        if (character < 0x80)
        {
            bytes[0] = (byte)character;
            return 1;
        }

        int length = character < 0x800 ? 2 : character < FirstOfTwo ? 3 : 4;
        for (int index = length - 1; index > 0; index--)
        {
            bytes[index] = (byte)(0x80 | (character & 0x3f));
            character >>= 6;
        }

        bytes[0] = (byte)((0xf00u >> length) | character);
        return length;
    }

    private static uint Decode(ref ReadOnlySpan<char> text)
    {
        uint first = text[0];
        text = text.Slice(1);
        if (first - FirstSurrogate >= 2 * SurrogateCount)
        {
            return first;
        }

        uint low = text.IsEmpty ? 0 : text[0] - FirstLowSurrogate;
        if (first >= FirstLowSurrogate || text.IsEmpty || low >= SurrogateCount)
        {
            return Replacement;
        }

        text = text.Slice(1);
        return FirstOfTwo + ((first - FirstSurrogate) * SurrogateCount) + low;
    }
}
