using System.Runtime;
using System.Runtime.CompilerServices;

namespace System.Diagnostics;

/// <summary>The generic timer as a clock.</summary>
public class Stopwatch
{
    private Stopwatch()
    {
    }

    /// <summary>Ticks per second (CNTFRQ_EL0).</summary>
    /// <remarks>A field in .NET; here it must be read at run time, so it is a property.</remarks>
    public static long Frequency => (long)CounterFrequency();

    /// <summary>Ticks of the virtual counter (CNTVCT_EL0), not read early.</summary>
    public static long GetTimestamp() => (long)Counter();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_counter")]
    private static extern ulong Counter();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_counter_frequency")]
    private static extern ulong CounterFrequency();
}
