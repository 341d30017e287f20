using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Cpu;

/// <summary>The time of a log line, in ticks of CNTFRQ_EL0: <see cref="Stopwatch"/> without a patched site.</summary>
internal static class LogCounter
{
    // Arm ARM DDI 0487, "The Generic Timer": typically 1 MHz to 50 MHz, and 1 GHz from Armv8.6.
    private const ulong Lowest = 1_000_000;
    private const ulong Highest = 1_000_000_000;

    // About that of a Raspberry Pi 4, 54 MHz.
    private const ulong Assumed = 50_000_000;

    /// <summary>Ticks per second as firmware has set CNTFRQ_EL0; 0 where it can't be true.</summary>
    public static ulong Frequency => ReadFrequency() is >= Lowest and <= Highest and var frequency ? frequency : 0;

    /// <summary>Ticks per second for waits: a guess where <see cref="Frequency"/> isn't known.</summary>
    public static ulong WaitFrequency => Frequency != 0 ? Frequency : Assumed;

    /// <summary>Ticks of CNTVCT_EL0.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_log_counter")]
    public static extern ulong Read();

    /// <summary>Polls until a number of ticks of <see cref="WaitFrequency"/> has passed.</summary>
    public static void Wait(ulong ticks)
    {
        ulong start = Read();
        while (Read() - start < ticks)
        {
        }
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_log_counter_frequency")]
    private static extern ulong ReadFrequency();
}
