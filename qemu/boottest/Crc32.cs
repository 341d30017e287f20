using System;

namespace BareMetal.BootTest;

/// <summary>CRC-32 of IEEE 802.3, reflected.</summary>
internal static class Crc32
{
    public const uint Initial = 0xffffffff;

    private const uint Polynomial = 0xedb88320;

    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            state ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                state = (state >> 1) ^ ((state & 1) * Polynomial);
            }
        }

        return state;
    }

    public static uint Finish(uint state) => ~state;
}
