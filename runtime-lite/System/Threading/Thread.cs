using System.Runtime;
using System.Runtime.CompilerServices;
using Internal.Runtime.CompilerHelpers;

namespace System.Threading;

/// <summary>The one thread that there is.</summary>
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

    /// <summary>Boot exports it.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_sleep")]
    private static extern void Wait(int milliseconds);
}
