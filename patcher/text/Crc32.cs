using System;

namespace BareMetal.Patcher;

/// <summary>CRC-32 of IEEE 802.3, four bits at a time. The report has its own: the library's is one of the things it reports on.</summary>
internal static class Crc32
{
    private static ReadOnlySpan<uint> Nibbles =>
    [
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    ];

    /// <summary>
    /// The checksum of what <paramref name="crc"/> is the checksum of, and then <paramref name="text"/>; of nothing it is 0.
    /// </summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> text)
    {
        uint state = ~crc;
        foreach (byte value in text)
        {
            state ^= value;
            state = (state >> 4) ^ Nibbles[(int)(state & 0xf)];
            state = (state >> 4) ^ Nibbles[(int)(state & 0xf)];
        }

        return ~state;
    }
}
