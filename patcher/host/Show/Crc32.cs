using System;

namespace BareMetal.AltTool.Show;

/// <summary>CRC-32 of IEEE 802.3, the checksum over a boot's <c>@alt</c> lines.</summary>
internal static class Crc32
{
    public const uint Initial = 0xffff_ffff;
    private const uint ReversedPolynomial = 0xedb8_8320;

    public static uint Add(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte b in data)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ ReversedPolynomial : crc >> 1;
            }
        }

        return crc;
    }

    public static uint Finish(uint crc) => ~crc;
}
