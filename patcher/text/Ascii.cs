using System;

namespace BareMetal.Patcher;

/// <summary>Comparing and reading ASCII text.</summary>
internal static class Ascii
{
    public static bool Equal(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.Length == right.Length && StartsWith(left, right);

    public static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix)
    {
        if (text.Length < prefix.Length)
        {
            return false;
        }

        for (int i = 0; i < prefix.Length; i++)
        {
            if (text[i] != prefix[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where <paramref name="value"/> first stands in <paramref name="text"/>, or -1.</summary>
    public static int IndexOf(ReadOnlySpan<byte> text, byte value)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == value)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Reads an unsigned number, all of <paramref name="text"/>; false where it is none or needs more than 32 bits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, uint radix, out uint value)
    {
        ulong sum = 0;
        bool legal = text.Length > 0;
        for (int i = 0; i < text.Length && legal; i++)
        {
            uint digit = Digit(text[i]);
            sum = sum * radix + digit;
            legal = digit < radix && sum <= uint.MaxValue;
        }

        value = (uint)sum;
        return legal;
    }

    private static uint Digit(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => (uint)character - '0',
        >= (byte)'a' and <= (byte)'f' => (uint)character - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => (uint)character - 'A' + 10,
        _ => uint.MaxValue,
    };
}
