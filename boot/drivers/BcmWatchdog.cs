using System;
using BareMetal.Boot.Cpu;

namespace BareMetal.Boot.Drivers;

/// <summary>
/// The watchdog of BCM283x and BCM2711: a reset that tells the firmware to stay off. Registers: Linux, bcm2835_wdt, by name.
/// </summary>
internal static class BcmWatchdog
{
    public const ulong RegisterBytes = 0x28;

    private const ulong ResetControl = 0x1c;
    private const ulong ResetStatus = 0x20;
    private const ulong Timeout = 0x24;
    private const uint Password = 0x5a00_0000;
    private const uint FullReset = 0x20;
    private const uint HaltPartition = 0x555;
    private const uint Ticks = 10;

    /// <summary>The value of <c>compatible</c> in a device tree.</summary>
    public static ReadOnlySpan<byte> Compatible => "brcm,bcm2835-pm-wdt"u8;

    /// <summary>Resets the machine into the firmware's halt: it draws little power and waits for the plug.</summary>
    public static void PowerOff(ulong registers)
    {
        Mmio.Write(registers + ResetStatus, Password | Mmio.Read(registers + ResetStatus) | HaltPartition);
        Mmio.Write(registers + Timeout, Password | Ticks);
        Mmio.Write(registers + ResetControl, Password | FullReset);
    }
}
