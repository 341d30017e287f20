using System;
using BareMetal.Boot.Cpu;

namespace BareMetal.Boot.Drivers;

/// <summary>
/// The mini UART of Broadcom's auxiliaries, polled. Registers: Broadcom, "BCM2835 ARM Peripherals" and its errata.
/// </summary>
internal readonly struct MiniUart : IUart
{
    /// <summary>Its number among the drivers.</summary>
    public const UartKind Kind = (UartKind)2;

    public static ulong RegisterBytes => 0x40;

    /// <summary>From the UART's registers to AUX_ENABLES, which turns it on.</summary>
    private const long AuxEnables = -0x3c;

    private const ulong Data = 0x00;
    private const ulong InterruptEnable = 0x04;
    private const ulong InterruptIdentify = 0x08;
    private const ulong LineControl = 0x0c;
    private const ulong ModemControl = 0x10;
    private const ulong LineStatus = 0x14;
    private const ulong Control = 0x20;
    private const ulong BaudRate = 0x28;

    private const uint EightBits = 0b11;
    private const uint ClearFifos = 0b110;
    private const uint Enable = 1 << 0 | 1 << 1;
    private const uint ReceiveReady = 1 << 0;
    private const uint TransmitReady = 1 << 5;
    private const uint TransmitIdle = 1 << 6;
    private const uint CyclesPerSample = 8;

    public static ReadOnlySpan<byte> Compatible => "brcm,bcm2835-aux-uart"u8;

    public static void Initialize(ulong registers, uint clock, uint baud)
    {
        ulong enables = registers + unchecked((ulong)AuxEnables);
        Mmio.Write(enables, Mmio.Read(enables) | 1);
        Mmio.Write(registers + InterruptEnable, 0);
        Mmio.Write(registers + Control, 0);
        Mmio.Write(registers + LineControl, EightBits);
        Mmio.Write(registers + ModemControl, 0);
        Mmio.Write(registers + InterruptIdentify, ClearFifos);
        if (clock != 0)
        {
            Mmio.Write(registers + BaudRate, (clock / (CyclesPerSample * baud)) - 1);
        }

        Mmio.Write(registers + Control, Enable);
    }

    public static void Send(ulong registers, byte value)
    {
        while ((Mmio.Read(registers + LineStatus) & TransmitReady) == 0)
        {
        }

        Mmio.Write(registers + Data, value);
    }

    public static bool TryReceive(ulong registers, out byte value)
    {
        bool received = (Mmio.Read(registers + LineStatus) & ReceiveReady) != 0;
        value = received ? (byte)Mmio.Read(registers + Data) : (byte)0;
        return received;
    }

    public static void Drain(ulong registers)
    {
        while ((Mmio.Read(registers + LineStatus) & TransmitIdle) == 0)
        {
        }
    }
}
