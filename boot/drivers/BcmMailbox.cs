using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Drivers;

/// <summary>
/// Questions to the VideoCore firmware over its property channel. Interface: Raspberry Pi firmware wiki, "Mailbox property interface".
/// The answer comes by memory that the VideoCore reads and writes past our caches.
/// </summary>
// SAFETY: the buffer is a cache line of its own in .bss, which C# and the VideoCore use in turn: TryCall waits for the answer.
internal static unsafe class BcmMailbox
{
    public const ulong RegisterBytes = 0x40;
    public const uint UartClock = 2;
    public const uint CoreClock = 4;

    private const ulong ReadRegister = 0x00;
    private const ulong StatusRegister = 0x18;
    private const ulong WriteRegister = 0x20;
    private const uint Full = 1u << 31;
    private const uint Empty = 1u << 30;
    private const uint PropertyChannel = 8;
    private const uint Success = 0x8000_0000;
    private const uint GetClockRate = 0x0003_0002;
    private const uint SetGpioState = 0x0003_8041;

    // The VideoCore sees RAM uncached from here on.
    private const ulong BusAlias = 0xc000_0000;
    private const ulong VideoCoreRam = 1UL << 30;
    private const int BufferWords = 8;

    // A VideoCore that doesn't answer must not stop the boot: about a second of polls.
    private const int MaximumPolls = 10_000_000;

    /// <summary>The value of <c>compatible</c> in a device tree.</summary>
    public static ReadOnlySpan<byte> Compatible => "brcm,bcm2835-mbox"u8;

    /// <summary>Rate of a clock in Hz; 0 where the firmware doesn't tell.</summary>
    public static uint GetClock(ulong registers, uint clock) => TryCall(registers, GetClockRate, clock, 0, out uint rate) ? rate : 0;

    /// <summary>Drives a pin of the firmware's own expander.</summary>
    public static void DriveExpander(ulong registers, uint pin, bool high) => TryCall(registers, SetGpioState, pin, high ? 1u : 0u, out _);

    private static bool TryCall(ulong registers, uint tag, uint first, uint second, out uint answer)
    {
        uint* buffer = (uint*)LinkerSymbol.AddressOf(&MailboxBuffer);
        ulong physical = PageTables.ToPhysical((ulong)buffer);
        answer = 0;
        if (physical >= VideoCoreRam)
        {
            return false;
        }

        buffer[0] = BufferWords * sizeof(uint);
        buffer[1] = 0;
        buffer[2] = tag;
        buffer[3] = 2 * sizeof(uint);
        buffer[4] = 0;
        buffer[5] = first;
        buffer[6] = second;
        buffer[7] = 0;
        Cache.CleanAndInvalidateToPoC((ulong)buffer);
        Cache.SystemBarrier();
        bool answered = TryExchange(registers, (uint)(BusAlias | physical) | PropertyChannel);

        // The answer must be seen before the line is dropped, and the line dropped before it is read.
        Cache.SystemBarrier();
        Cache.CleanAndInvalidateToPoC((ulong)buffer);
        Cache.SystemBarrier();
        answer = buffer[6];
        return answered && buffer[1] == Success;
    }

    private static bool TryExchange(ulong registers, uint message)
    {
        if (!TryWait(registers, Full))
        {
            return false;
        }

        Mmio.Write(registers + WriteRegister, message);
        while (TryWait(registers, Empty))
        {
            if (Mmio.Read(registers + ReadRegister) == message)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryWait(ulong registers, uint busy)
    {
        for (int poll = 0; poll < MaximumPolls; poll++)
        {
            if ((Mmio.Read(registers + StatusRegister) & busy) == 0)
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_mailbox_buffer")]
    private static extern void MailboxBuffer();
}
