using BareMetal.Boot.Boards;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>An Image that was entered 2 MiB above the start of RAM of QEMU's virt, at EL2, on the core whose MPIDR is 0.</summary>
internal static class FuzzEntry
{
    private const ulong ImagePhysical = 0x4020_0000;
    private const ulong ImageBytes = 0x20_0000;

    public static BootEntry Value =>
        new(data: 0x4800_0000, new MemoryRange(ImagePhysical, ImagePhysical + ImageBytes), level: 2, byUefi: false, mpidr: 0, new Midr(0));
}
