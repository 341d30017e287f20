using System;

namespace BareMetal.Boot.Memory;

/// <summary>Physical memory from <see cref="Start"/> up to, not including, <see cref="End"/> (PAs).</summary>
internal readonly struct MemoryRange(ulong start, ulong end)
{
    public readonly ulong Start = start;
    public readonly ulong End = end;

    /// <summary>
    /// A range by its size in bytes. One that would go past the last address ends there: what is reserved so stays reserved.
    /// </summary>
    public static MemoryRange OfSize(ulong start, ulong bytes) =>
        new(start, bytes > ulong.MaxValue - start ? ulong.MaxValue : start + bytes);

    /// <summary>Whether it shares a byte with [start, end). An empty range has none.</summary>
    public bool Overlaps(ulong start, ulong end) => Math.Max(start, Start) < Math.Min(end, End);
}
