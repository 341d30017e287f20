using System;
using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>The memory of the plan that is measured.</summary>
internal static unsafe class PlanMemory
{
    /// <summary>Bytes of the last plan's memory.</summary>
    public static ulong Bytes { get; private set; }

    /// <summary>A plan for a region in memory that is cleared, as boot clears .bss: before anything is counted.</summary>
    public static AltPlan Clear(byte* memory, in AltRegion region, int words)
    {
        Bytes = AltArena.BytesFor(region, words);
        new Span<byte>(memory, (int)Bytes).Clear();
        return new AltPlan(region, new AltArena(memory, (nuint)Bytes, region));
    }
}
