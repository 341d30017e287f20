using BareMetal.Boot.Boards;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Drivers;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Ending;

/// <summary>The verdict for a board without a serial cable: steady blinking is PASS, a number of flashes between pauses is FAIL.</summary>
internal static class StatusLed
{
    private const uint FlashesPerSecond = 2;
    private const uint PauseSeconds = 2;

    private static BoardLed s_led;
    private static ulong s_registers;

    /// <summary>Whether there is one.</summary>
    public static bool IsKnown => s_registers != 0;

    /// <summary>Maps what drives the LED of a board.</summary>
    public static void Open(in Board board)
    {
        s_led = board.Led;
        ulong registers = 0;
        bool mapped = s_led.Driver switch
        {
            LedDriver.Gpio => PhysicalWindow.MapDevice(board.Gpio, BcmGpio.RegisterBytes, out registers) == MapError.None,
            LedDriver.Expander => PhysicalWindow.MapDevice(board.Mailbox, BcmMailbox.RegisterBytes, out registers) == MapError.None,
            _ => false,
        };
        s_registers = mapped ? registers : 0;
        if (mapped && s_led.Driver == LedDriver.Gpio)
        {
            BcmGpio.SelectFunction(registers, s_led.Pin, BcmGpio.Output);
        }
    }

    /// <summary>Shows a verdict for ever: blinks where <paramref name="code"/> is 0, else flashes so often, pauses, and again.</summary>
    public static void ShowForever(uint code)
    {
        for (; ; )
        {
            for (uint flash = 0; flash < (code == 0 ? 1 : code); flash++)
            {
                Light(true);
                Wait(1, 2 * FlashesPerSecond);
                Light(false);
                Wait(1, 2 * FlashesPerSecond);
            }

            if (code != 0)
            {
                Wait(PauseSeconds, 1);
            }
        }
    }

    private static void Light(bool lit)
    {
        bool high = lit != s_led.ActiveLow;
        switch (s_led.Driver)
        {
            case LedDriver.Gpio:
                BcmGpio.Drive(s_registers, s_led.Pin, high);
                break;
            case LedDriver.Expander:
                BcmMailbox.DriveExpander(s_registers, (uint)s_led.Pin, high);
                break;
        }
    }

    // Not the patched counter: a panic during patching comes here too.
    private static void Wait(ulong seconds, ulong divisor) => LogCounter.Wait(LogCounter.WaitFrequency * seconds / divisor);
}
