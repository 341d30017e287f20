using BareMetal.Boot.Image;

namespace BareMetal.Boot.Memory;

/// <summary>Stands in for the page tables: the Image was loaded 2 MiB above the start of RAM of QEMU's virt.</summary>
internal static class PageTables
{
    public const ulong PageSize = 1UL << 12;
    public const ulong ImagePhysical = 0x4020_0000;

    public static ulong ToPhysical(ulong address) => address - ImageLayout.Start + ImagePhysical;
}
