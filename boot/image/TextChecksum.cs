using System;

namespace BareMetal.Boot.Image;

/// <summary>CRC-32 of the text as it is now: the same on every boot that patches the same sites the same way.</summary>
// SAFETY: text as the linker script bounds it, mapped and readable for good.
internal static unsafe class TextChecksum
{
    public static uint Compute() =>
        System.IO.Hashing.Crc32.HashToUInt32(
            new ReadOnlySpan<byte>((void*)ImageLayout.TextStart, (int)(ImageLayout.TextEnd - ImageLayout.TextStart)));
}
