using BareMetal.Boot.Drivers;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Boot.Boards;

/// <summary>
/// What is known without a device tree, by where the Image was loaded. Only the RAM the Image lies in is taken for RAM.
/// Addresses: QEMU, hw/arm/virt.c, the memory map of machine <c>virt</c>.
/// </summary>
internal static class BoardDefaults
{
    private const ulong VirtRam = 0x4000_0000;
    private const ulong VirtPl011 = 0x0900_0000;

    /// <summary>PA at which QEMU puts the device tree when it starts an ELF file and so can't pass it in x0.</summary>
    public static ulong DeviceTreePhysical => IsVirt ? VirtRam : 0;

    private static bool IsVirt => PageTables.ToPhysical(ImageLayout.Start) is >= VirtRam and < VirtRam + (1UL << 30);

    /// <summary>
    /// Fills <paramref name="board"/> with as much as is safe to assume of what started it: a Raspberry Pi by its ATAGS, else QEMU's
    /// virt by the load address. QEMU's firmware answers to HVC where the Image entered at EL1 and to SMC where it entered at EL2.
    /// </summary>
    /// <param name="bootData">What was passed in x0.</param>
    /// <param name="entryLevel">The exception level at entry.</param>
    /// <param name="midr">The core.</param>
    /// <param name="board">Empty.</param>
    public static void Fill(ulong bootData, ulong entryLevel, Midr midr, ref Board board)
    {
        if (!IsVirt && Atags.TryRead(bootData, ref board) && RaspberryPi.TryFill(midr, ref board))
        {
            return;
        }

        ulong start = PageTables.ToPhysical(ImageLayout.Start);
        board.Memory.TryAdd(new MemoryRange(start, PageTables.ToPhysical(ImageLayout.End)));
        if (IsVirt)
        {
            board.Console = ConsoleKind.Pl011;
            board.ConsoleRegisters = VirtPl011;
            board.Conduit = entryLevel == 1 ? SmcccConduit.Hvc
                : entryLevel == 2 ? SmcccConduit.Smc
                : SmcccConduit.None;
        }
    }
}
