using System.Runtime;
using System.Runtime.CompilerServices;
using Internal.Runtime.CompilerHelpers;

namespace System.Threading;

/// <summary>What runs on a core: one thread each.</summary>
public sealed class Thread
{
    private Thread()
    {
    }

    /// <summary>Waits by the generic timer's counter; <see cref="Timeout.Infinite"/> for ever.</summary>
    public static void Sleep(int millisecondsTimeout)
    {
        if (millisecondsTimeout < Timeout.Infinite)
        {
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        }

        do
        {
            Wait(millisecondsTimeout & int.MaxValue);
        }
        while (millisecondsTimeout == Timeout.Infinite);
    }

    /// <summary>DMB ISH, as <see cref="Interlocked.MemoryBarrier"/>.</summary>
    public static void MemoryBarrier() => Interlocked.MemoryBarrier();

    /// <summary>The number of the core that runs this: 0 is the one that runs Main.</summary>
    public static int GetCurrentProcessorId() => CurrentProcessor();

    /// <summary>Gives way so many times to cores that share this one's hardware.</summary>
    public static void SpinWait(int iterations)
    {
        for (int count = 0; count < iterations; count++)
        {
            Spin();
        }
    }

    /// <summary>Boot exports it.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_current_processor")]
    private static extern int CurrentProcessor();

    /// <summary>Boot exports it.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_spin")]
    private static extern void Spin();

    /// <summary>Boot exports it.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_sleep")]
    private static extern void Wait(int milliseconds);
}
