using BareMetal.Boot.Arguments;
using BareMetal.Boot.Boards;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Drivers;
using BareMetal.Boot.Memory;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;

namespace BareMetal.Boot.Ending;

/// <summary>The end of every boot: one verdict line, then whatever stops this machine.</summary>
internal static class BootEnd
{
    private static BootExit s_exit;
    private static Verdict s_verdict;
    private static SmcccConduit s_conduit;
    private static ulong s_watchdog;

    /// <summary>How the machine is to be stopped: known as soon as the boot arguments have been read.</summary>
    public static void Configure(BootExit exit, in Board board)
    {
        s_exit = exit;
        s_conduit = board.Conduit;
        if (board.Watchdog != 0
            && PhysicalWindow.MapDevice(board.Watchdog, BcmWatchdog.RegisterBytes, out ulong watchdog) == MapError.None)
        {
            s_watchdog = watchdog;
        }
    }

    /// <summary>Says how the boot ended and ends it.</summary>
    public static void Finish(Verdict verdict)
    {
        SerialConsole.BeginReport();
        s_verdict = verdict;
        Stage.Reach(Stage.Verdict);
        Log.Begin();
        if (verdict == Verdict.Pass)
        {
            Log.Text("PASS"u8);
        }
        else
        {
            Log.Text("FAIL "u8);
            Log.Text(VerdictName.Of(verdict));
            Log.Text(" ("u8);
            Log.Decimal((ulong)verdict);
            Log.Text(")"u8);
        }

        Log.End();
        SerialConsole.Drain();
        if (s_exit == BootExit.Semihosting)
        {
            SemihostingExit.Exit((int)verdict);
        }

        PowerOff();
    }

    /// <summary>PSCI off; without PSCI the status LED for ever; without an LED a halt. A boot argument may choose otherwise.</summary>
    public static void PowerOff()
    {
        if (s_exit == BootExit.Watchdog && s_watchdog != 0)
        {
            BcmWatchdog.PowerOff(s_watchdog);
        }
        else if (s_exit != BootExit.Halt)
        {
            Psci.SystemOff(s_conduit);
            if (StatusLed.IsKnown)
            {
                StatusLed.ShowForever((uint)s_verdict);
            }
        }

        FirmwareCall.Halt();
    }
}
