using System;
using BareMetal.Boot.Cpu;

namespace BareMetal.Boot.Drivers;

/// <summary>Pins of BCM283x and BCM2711. Registers: Broadcom, "BCM2711 ARM Peripherals", General Purpose I/O.</summary>
internal static class BcmGpio
{
    public const ulong RegisterBytes = 0xf4;
    public const int PinCount2835 = 54;
    public const int PinCount2711 = 58;
    public const uint Input = 0b000;
    public const uint Output = 0b001;
    public const uint Alternate0 = 0b100;
    public const uint Alternate5 = 0b010;

    private const ulong FunctionSelect = 0x00;
    private const ulong OutputSet = 0x1c;
    private const ulong OutputClear = 0x28;
    private const ulong Level = 0x34;
    private const ulong Pull2835 = 0x94;
    private const ulong PullClock2835 = 0x98;
    private const ulong Pull2711 = 0xe4;
    private const int PinsPerPull2711 = 16;
    private const int BitsPerPull2711 = 2;
    private const int PinsPerSelect = 10;
    private const int BitsPerPin = 3;
    private const int PinsPerBank = 32;
    private const uint MicrosecondsPerSecond = 1_000_000;

    /// <summary>The values of <c>compatible</c> in a device tree, the older first.</summary>
    public static ReadOnlySpan<byte> Compatible2835 => "brcm,bcm2835-gpio"u8;

    public static ReadOnlySpan<byte> Compatible2711 => "brcm,bcm2711-gpio"u8;

    /// <summary>Chooses what a pin does: GPFSELn.</summary>
    public static void SelectFunction(ulong registers, int pin, uint function)
    {
        ulong select = registers + FunctionSelect + (sizeof(uint) * (ulong)(pin / PinsPerSelect));
        int shift = BitsPerPin * (pin % PinsPerSelect);
        Mmio.Write(select, (Mmio.Read(select) & ~(0b111u << shift)) | (function << shift));
    }

    /// <summary>Drives an output: GPSETn or GPCLRn.</summary>
    public static void Drive(ulong registers, int pin, bool high)
    {
        Mmio.Write(registers + (high ? OutputSet : OutputClear) + BankOf(pin), 1u << (pin % PinsPerBank));
    }

    /// <summary>The level of a pin: GPLEVn.</summary>
    public static bool IsHigh(ulong registers, int pin) => ((Mmio.Read(registers + Level + BankOf(pin)) >> (pin % PinsPerBank)) & 1) != 0;

    /// <summary>Chooses the resistor of an input; without <paramref name="up"/> and <paramref name="down"/> none.</summary>
    /// <param name="is2711">Whether this is a BCM2711, which has registers of its own for it.</param>
    public static void SelectPull(ulong registers, bool is2711, int pin, bool up, bool down)
    {
        if (is2711)
        {
            ulong control = registers + Pull2711 + (sizeof(uint) * (ulong)(pin / PinsPerPull2711));
            int shift = BitsPerPull2711 * (pin % PinsPerPull2711);
            uint pull = up ? 0b01u : down ? 0b10u : 0;
            Mmio.Write(control, (Mmio.Read(control) & ~(0b11u << shift)) | (pull << shift));
            return;
        }

        // GPPUD, then GPPUDCLKn, each held for 150 cycles of the block's clock: less than a microsecond.
        Mmio.Write(registers + Pull2835, up ? 0b10u : down ? 0b01u : 0);
        Wait();
        Mmio.Write(registers + PullClock2835 + BankOf(pin), 1u << (pin % PinsPerBank));
        Wait();
        Mmio.Write(registers + Pull2835, 0);
        Mmio.Write(registers + PullClock2835 + BankOf(pin), 0);
    }

    private static ulong BankOf(int pin) => sizeof(uint) * (ulong)(pin / PinsPerBank);

    private static void Wait() => LogCounter.Wait((LogCounter.WaitFrequency / MicrosecondsPerSecond) + 1);
}
