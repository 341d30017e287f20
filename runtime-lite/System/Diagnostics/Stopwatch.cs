using BareMetal.Patcher;

namespace System.Diagnostics;

/// <summary>The generic timer as a clock.</summary>
public class Stopwatch
{
    private Stopwatch()
    {
    }

    /// <summary>Ticks per second (CNTFRQ_EL0).</summary>
    /// <remarks>A field in .NET; here it is known at boot, which makes a constant of it, so it is a property.</remarks>
    [Fallback(nameof(ReadFrequency)), AlternativeCallback("bm_cb_counter_frequency", CpuCap.AlwaysBoot)]
    public static extern long Frequency { get; }

    /// <summary>Ticks of the virtual counter (CNTVCT_EL0), not read early.</summary>
    public static long GetTimestamp() => (long)Counter();

    [Alternative("mrs x0, cntfrq_el0", CpuCap.AlwaysSystem)]
    private static extern ulong CounterFrequency { get; }

    // A plain read may be speculated ahead of what it is to time; the self-synchronised view (FEAT_ECV) may not.
    [Fallback(nameof(CounterAfterBarrier)), Alternative("mrs x0, cntvctss_el0", CpuCap.HasEcv)]
    private static extern ulong Counter();

    [Alternative("mrs x0, cntvct_el0", CpuCap.AlwaysSystem)]
    private static extern ulong CounterMaybeEarly();

    [Alternative("isb", CpuCap.AlwaysSystem)]
    private static extern void InstructionBarrier();

    private static long ReadFrequency() => (long)CounterFrequency;

    private static ulong CounterAfterBarrier()
    {
        InstructionBarrier();
        return CounterMaybeEarly();
    }
}
