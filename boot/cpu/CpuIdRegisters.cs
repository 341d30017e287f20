using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Patcher;

namespace BareMetal.Boot.Cpu;

/// <summary>The ID registers of the CPU that runs this.</summary>
internal static class CpuIdRegisters
{
    /// <summary>Reads all registers of patcher/registers/idfields.txt.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_read_id_registers")]
    public static extern void Read(out IdRegisters registers);
}
