using BareMetal.Boot.Drivers;
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
    public static ulong DeviceTreeOf(in BootEntry entry) => IsVirt(entry) ? VirtRam : 0;

    /// <summary>
    /// Fills <paramref name="board"/> with as much as is safe to assume of what started it: a Raspberry Pi by its ATAGS, else QEMU's
    /// virt by the load address. QEMU's firmware answers to HVC where the Image entered at EL1 and to SMC where it entered at EL2.
    /// </summary>
    public static void Fill(in BootEntry entry, ref Board board)
    {
        bool isVirt = IsVirt(entry);
        if (!isVirt && Atags.TryRead(entry.Data, ref board) && RaspberryPi.TryFill(entry.Midr, ref board))
        {
            return;
        }

        board.Memory.TryAdd(entry.Image);
        if (isVirt)
        {
            board.Console = Pl011.Kind;
            board.ConsoleRegisters = VirtPl011;
            board.Conduit = entry.Level == 1 ? SmcccConduit.Hvc : SmcccConduit.Smc;
        }
    }

    private static bool IsVirt(in BootEntry entry) => entry.Image.Start is >= VirtRam and < VirtRam + (1UL << 30);
}
