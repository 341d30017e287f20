using System;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;

namespace BareMetal.Boot.Serial;

/// <summary>
/// The first part of the log, in memory right after the stage record: what a debugger or a boot loader's memory dump shows of a board whose
/// console isn't known. Its length is the second word of the record.
/// </summary>
// SAFETY: record and log lie in .stage, which the linker script keeps apart; offsets stay below the log's size.
internal static unsafe class MemoryLog
{
    private const int LengthOffset = 0x20;
    private const uint SmallestLine = 16;

    private static byte* Text => (byte*)ImageLayout.Log;

    /// <summary>Adds text until the log is full.</summary>
    public static void Write(ReadOnlySpan<byte> text)
    {
        // SAFETY: both lie in .stage, which the linker script keeps apart from all other data.
        uint* length = (uint*)(ImageLayout.StageRecord + LengthOffset);
        uint start = *length;
        for (int index = 0; index < text.Length && *length < ImageLayout.LogBytes; index++)
        {
            Text[(*length)++] = text[index];
        }

        if (*length != start)
        {
            Clean(start, *length);
        }
    }

    // A reset loses what is only in a cache.
    private static void Clean(uint start, uint end)
    {
        for (uint offset = start & ~(SmallestLine - 1); offset < end; offset += SmallestLine)
        {
            Cache.CleanAndInvalidateToPoC((ulong)Text + offset);
        }

        Cache.CleanAndInvalidateToPoC(ImageLayout.StageRecord + LengthOffset);
        Cache.SystemBarrier();
    }

    /// <summary>To be called once, before the first line.</summary>
    public static void Clear() => *(uint*)(ImageLayout.StageRecord + LengthOffset) = 0;
}
