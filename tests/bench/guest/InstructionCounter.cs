using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Bench.Guest;

/// <summary>The number of instructions that this CPU has executed, by its PMU.</summary>
internal static class InstructionCounter
{
    /// <summary>Starts counting; false where the CPU can't.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_pmu_start")]
    public static extern bool Start();

    /// <summary>Instructions so far, modulo 2^32.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_pmu_read")]
    public static extern uint Read();
}
