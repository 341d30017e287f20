using System;
using BareMetal.Patcher;

namespace BareMetal.Bench.Guest;

/// <summary>The memory of the plan that is measured.</summary>
// SAFETY: the caller has BytesFor(region, words) bytes there: an end of RAM that nothing else uses.
internal static unsafe class PlanMemory
{
    /// <summary>Bytes of the last plan's memory.</summary>
    public static ulong Bytes { get; private set; }

    /// <summary>Instructions that clearing it took.</summary>
    public static uint ClearCount { get; private set; }

    /// <summary>A plan for a region in memory that is cleared first, as .bss is before the Image's own plan.</summary>
    public static AltPlan Clear(byte* memory, in AltRegion region, int words)
    {
        Bytes = AltArena.BytesFor(region, words);
        uint start = InstructionCounter.Read();
        new Span<byte>(memory, (int)Bytes).Clear();
        ClearCount = InstructionCounter.Read() - start;
        return new AltPlan(region, new AltArena(memory, (nuint)Bytes, region));
    }
}
