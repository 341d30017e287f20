using BareMetal.Boot.Drivers;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Boards;

/// <summary>The serial pins of a Pi's header: routed to the console's UART, whose clock the firmware tells.</summary>
internal static class PiConsole
{
    private const int TransmitPin = 14;
    private const int ReceivePin = 15;

    /// <summary>Whether the board has such pins.</summary>
    public static bool Applies(in Board board) => board.Gpio != 0 && board.Mailbox != 0 && board.Console != UartKind.None;

    /// <summary>Routes the pins. Returns the clock of the UART in Hz, 0 where the firmware doesn't tell.</summary>
    public static uint Prepare(in Board board)
    {
        if (PhysicalWindow.MapDevice(board.Gpio, BcmGpio.RegisterBytes, out ulong gpio) != MapError.None
            || PhysicalWindow.MapDevice(board.Mailbox, BcmMailbox.RegisterBytes, out ulong mailbox) != MapError.None)
        {
            return 0;
        }

        bool pl011 = board.Console == Pl011.Kind;
        BcmGpio.SelectFunction(gpio, TransmitPin, pl011 ? BcmGpio.Alternate0 : BcmGpio.Alternate5);
        BcmGpio.SelectFunction(gpio, ReceivePin, pl011 ? BcmGpio.Alternate0 : BcmGpio.Alternate5);
        return BcmMailbox.GetClock(mailbox, pl011 ? BcmMailbox.UartClock : BcmMailbox.CoreClock);
    }
}
