using BareMetal.Boot.Drivers;
using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Boot.Boards;

/// <summary>
/// What a Raspberry Pi is without a device tree, by its core: rows of peripheral base and status LED. Offsets: Broadcom, "BCM2835
/// ARM Peripherals" and "BCM2711 ARM Peripherals".
/// </summary>
internal static class RaspberryPi
{
    /// <summary>Pins of the firmware's expander begin here in the firmware's numbering.</summary>
    public const int ExpanderBase = 128;

    private const ulong MailboxOffset = 0x00_b880;
    private const ulong WatchdogOffset = 0x10_0000;
    private const ulong GpioOffset = 0x20_0000;
    private const ulong Pl011Offset = 0x20_1000;

    private const uint CortexA53 = 0xd03;
    private const uint CortexA72 = 0xd08;

    // The word that core n polls is the n-th: the spin table of the firmware's stub (raspberrypi/tools, armstubs/armstub8.S).
    private const ulong SpinTable = 0xd8;
    private const uint Cores = 4;

    /// <summary>Fills <paramref name="board"/> for a Pi that came up with ATAGS. False where the core is none of a Pi.</summary>
    public static bool TryFill(Midr midr, ref Board board)
    {
        switch (midr.PartNum)
        {
            case CortexA53:
                Fill(0x3f00_0000, new BoardLed { Driver = LedDriver.Expander, Pin = ExpanderBase + 2 }, ref board);
                return true;
            case CortexA72:
                Fill(0xfe00_0000, new BoardLed { Driver = LedDriver.Gpio, Pin = 42 }, ref board);
                board.HasBcm2711Gpio = true;
                return true;
            default:
                return false;
        }
    }

    private static void Fill(ulong peripherals, BoardLed led, ref Board board)
    {
        board.Console = Pl011.Kind;
        board.ConsoleRegisters = peripherals + Pl011Offset;
        board.Gpio = peripherals + GpioOffset;
        board.Mailbox = peripherals + MailboxOffset;
        board.Watchdog = peripherals + WatchdogOffset;
        board.Led = led;

        for (uint core = 1; core < Cores; core++)
        {
            board.Cores.Add(
                new BoardCore { Mpidr = core, Method = EnableMethod.SpinTable, ReleaseAddress = SpinTable + (core * sizeof(ulong)) });
        }

        // The spin table lies there, and the stub whose cores poll it.
        board.TooManyRanges |= !board.Reserved.TryAdd(new MemoryRange(0, PageTables.PageSize));
    }
}
