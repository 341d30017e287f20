using System;
using BareMetal.Boot.Cpu;

namespace BareMetal.Boot.Drivers;

/// <summary>Arm PrimeCell UART, polled. Registers: Arm DDI 0183, "Summary of registers".</summary>
internal readonly struct Pl011 : IUart
{
    /// <summary>Its number among the drivers.</summary>
    public const UartKind Kind = (UartKind)1;

    public static ulong RegisterBytes => 0x200;

    private const ulong Data = 0x00;
    private const ulong Flags = 0x18;
    private const ulong IntegerDivisor = 0x24;
    private const ulong FractionalDivisor = 0x28;
    private const ulong LineControl = 0x2c;
    private const ulong Control = 0x30;

    private const uint ReceiveFifoEmpty = 1 << 4;
    private const uint TransmitFifoFull = 1 << 5;
    private const uint Busy = 1 << 3;
    private const uint EightBitsWithFifo = 0b111 << 4;
    private const uint Enable = 1 << 0 | 1 << 8 | 1 << 9;
    private const int FractionBits = 6;
    private const uint CyclesPerBit = 16;

    public static ReadOnlySpan<byte> Compatible => "arm,pl011"u8;

    public static void Initialize(ulong registers, uint clock, uint baud)
    {
        if (clock == 0 && (Mmio.Read(registers + Control) & Enable) == Enable)
        {
            return;
        }

        Mmio.Write(registers + Control, 0);
        if (clock != 0)
        {
            // Divisor in 64ths, rounded.
            uint divisor = (uint)((((ulong)clock << (FractionBits + 1)) / (CyclesPerBit * baud)) + 1) >> 1;
            Mmio.Write(registers + IntegerDivisor, divisor >> FractionBits);
            Mmio.Write(registers + FractionalDivisor, divisor & ((1 << FractionBits) - 1));
        }

        Mmio.Write(registers + LineControl, EightBitsWithFifo);
        Mmio.Write(registers + Control, Enable);
    }

    public static void Send(ulong registers, byte value)
    {
        while ((Mmio.Read(registers + Flags) & TransmitFifoFull) != 0)
        {
        }

        Mmio.Write(registers + Data, value);
    }

    public static bool TryReceive(ulong registers, out byte value)
    {
        bool received = (Mmio.Read(registers + Flags) & ReceiveFifoEmpty) == 0;
        value = received ? (byte)Mmio.Read(registers + Data) : (byte)0;
        return received;
    }

    public static void Drain(ulong registers)
    {
        while ((Mmio.Read(registers + Flags) & Busy) != 0)
        {
        }
    }
}
