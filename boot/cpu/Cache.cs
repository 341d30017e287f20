using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Cpu;

/// <summary>Cache and barrier instructions of the patching path. None of them is ever patched.</summary>
internal static class Cache
{
    /// <summary>Cleans the data cache line that holds <paramref name="address"/> (VA) to the PoU: DC CVAU.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_dc_cvau")]
    public static extern void CleanToPoU(ulong address);

    /// <summary>Cleans and invalidates the data cache line that holds <paramref name="address"/> (VA) to the PoC: DC CIVAC.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_dc_civac")]
    public static extern void CleanAndInvalidateToPoC(ulong address);

    /// <summary>
    /// The same for <paramref name="bytes"/> bytes from a VA on; done, for everything that reads memory, when it returns.
    /// </summary>
    public static void CleanAndInvalidateToPoC(ulong start, ulong bytes)
    {
        const ulong SmallestLine = 16;
        for (ulong line = start & ~(SmallestLine - 1); line < start + bytes; line += SmallestLine)
        {
            CleanAndInvalidateToPoC(line);
        }

        SystemBarrier();
    }

    /// <summary>Invalidates every instruction cache of the inner shareable domain: IC IALLUIS.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_ic_ialluis")]
    public static extern void InvalidateInstructionCaches();

    /// <summary>Waits for maintenance and stores to complete in the inner shareable domain: DSB ISH.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_dsb_ish")]
    public static extern void DataBarrier();

    /// <summary>Waits for maintenance and stores to complete for everything that reads memory, devices too: DSB SY.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_dsb_sy")]
    public static extern void SystemBarrier();

    /// <summary>Context synchronisation: ISB.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_isb")]
    public static extern void ContextSynchronize();
}
