using System.Runtime;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Serial;

namespace BareMetal.Threading;

/// <summary>How cores wait for each other, or for time to pass. Each is a point where the boot core may stop them.</summary>
// SAFETY: this core's own Core, which it has for good.
internal static unsafe class CoreWait
{
    private const uint MillisecondsPerSecond = 1000;

    /// <summary>
    /// Until the next event: for what is changed by <see cref="Flag.Store"/>. What the core has written of a line is seen
    /// meanwhile.
    /// </summary>
    public static void Pause()
    {
        SerialConsole.Flush();

        // A stop may swallow the event that is waited for, but it ends in one of this core's own.
        Rendezvous.Point();
        Flag.WaitForEvent();
    }

    // SpinLock, Thread.SpinWait: for what is changed without an event, and soon.
    [RuntimeExport("bm_spin")]
    private static void Spin()
    {
        Rendezvous.Point();
        Flag.Yield();
    }

    // Thread.Sleep, also where firmware forgot the frequency.
    [RuntimeExport("bm_sleep")]
    private static void Sleep(uint milliseconds)
    {
        SerialConsole.Flush();
        ulong ticks = LogCounter.WaitFrequency * milliseconds / MillisecondsPerSecond;
        ulong start = LogCounter.Read();
        while (LogCounter.Read() - start < ticks)
        {
            Rendezvous.Point();
        }
    }

    // Thread.GetCurrentProcessorId.
    [RuntimeExport("bm_current_processor")]
    private static int CurrentProcessor() => (int)Core.Current->Index;

    // Environment.ProcessorCount.
    [RuntimeExport("bm_processor_count")]
    private static int ProcessorCount() => CoreTable.OnlineCount;
}
