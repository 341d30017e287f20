using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Cpu;

/// <summary>Device registers. Calls, because ILC merges and drops plain loads and stores.</summary>
internal static class Mmio
{
    /// <summary>Reads the 32-bit register at <paramref name="address"/> (VA).</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_mmio_read32")]
    public static extern uint Read(ulong address);

    /// <summary>Writes the 32-bit register at <paramref name="address"/> (VA).</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_mmio_write32")]
    public static extern void Write(ulong address, uint value);
}
