using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Patching;

/// <summary>Copy and fill against what single bytes say, over lengths around every size that the loops treat apart.</summary>
internal static class MemoryChecks
{
    private const int BufferBytes = 1024;

    private static Buffer s_buffer;

    private static ReadOnlySpan<ushort> Lengths => [0, 1, 3, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 127, 128, 200, 255, 256, 257, 512];

    /// <summary>Apart, overlapping upwards and overlapping downwards.</summary>
    public static bool CopyIsRight()
    {
        bool right = true;
        for (int index = 0; index < Lengths.Length; index++)
        {
            int length = Lengths[index];
            right &= CopyIsRight(3, 515, Math.Min(length, 500)) && CopyIsRight(16, 21, length) && CopyIsRight(21, 16, length);
        }

        return right;
    }

    /// <summary>With a value and with zero, which large blocks may be cleared by another instruction for.</summary>
    public static bool FillIsRight()
    {
        bool right = true;
        for (int index = 0; index < Lengths.Length; index++)
        {
            right &= FillIsRight(5, Lengths[index], 0xa5) && FillIsRight(7, Lengths[index], 0);
        }

        return right;
    }

    private static bool CopyIsRight(int source, int destination, int length)
    {
        Span<byte> buffer = s_buffer;
        WritePattern(buffer);
        buffer.Slice(source, length).CopyTo(buffer[destination..]);
        for (int index = 0; index < buffer.Length; index++)
        {
            bool copied = index >= destination && index < destination + length;
            if (buffer[index] != Pattern(copied ? index - destination + source : index))
            {
                return false;
            }
        }

        return true;
    }

    private static bool FillIsRight(int start, int length, byte value)
    {
        Span<byte> buffer = s_buffer;
        WritePattern(buffer);
        buffer.Slice(start, length).Fill(value);
        for (int index = 0; index < buffer.Length; index++)
        {
            bool filled = index >= start && index < start + length;
            if (buffer[index] != (filled ? value : Pattern(index)))
            {
                return false;
            }
        }

        return true;
    }

    private static void WritePattern(Span<byte> buffer)
    {
        for (int index = 0; index < buffer.Length; index++)
        {
            buffer[index] = Pattern(index);
        }
    }

    private static byte Pattern(int index) => (byte)((index * 167) + 13 + (index >> 8));

    [InlineArray(BufferBytes)]
    private struct Buffer
    {
        private byte _first;
    }
}
