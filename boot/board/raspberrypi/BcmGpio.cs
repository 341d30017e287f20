using System;

namespace BareMetal.Boot;

/// <summary>Pins of BCM283x and BCM2711. Registers: Broadcom, "BCM2711 ARM Peripherals", General Purpose I/O.</summary>
internal static class BcmGpio
{
    public const ulong RegisterBytes = 0xb4;
    public const uint Output = 0b001;
    public const uint Alternate0 = 0b100;
    public const uint Alternate5 = 0b010;

    private const ulong FunctionSelect = 0x00;
    private const ulong OutputSet = 0x1c;
    private const ulong OutputClear = 0x28;
    private const int PinsPerSelect = 10;
    private const int BitsPerPin = 3;

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
        ulong bank = sizeof(uint) * (ulong)(pin / 32);
        Mmio.Write(registers + (high ? OutputSet : OutputClear) + bank, 1u << (pin % 32));
    }
}
