namespace BareMetal.Boot.Cpu;

/// <summary>Stands in for a core: the boot core, as boot finds it by its MPIDR_EL1.</summary>
internal unsafe struct Core
{
    private static readonly Core* s_boot = (Core*)System.Runtime.InteropServices.NativeMemory.AllocZeroed((nuint)sizeof(Core));

    public ulong Mpidr;
    public BareMetal.Patcher.IdRegisters Hardware;

    public static Core* Boot => s_boot;
}
