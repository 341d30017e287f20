namespace BareMetal.Boot;

/// <summary>Physical memory from <see cref="Start"/> up to, not including, <see cref="End"/> (PAs).</summary>
internal readonly struct MemoryRange(ulong start, ulong end)
{
    public readonly ulong Start = start;
    public readonly ulong End = end;

    public bool Overlaps(ulong start, ulong end) => start < End && Start < end;
}
