using BareMetal.Patcher;

namespace BareMetal.Boot;

/// <summary>The end of every boot: one verdict line, then whatever stops this machine.</summary>
internal static class BootEnd
{
    private static bool s_semihosting;
    private static SmcccConduit s_conduit;

    /// <summary>How the machine is to be stopped: known as soon as the device tree has been read.</summary>
    public static void Configure(bool semihosting, SmcccConduit conduit)
    {
        s_semihosting = semihosting;
        s_conduit = conduit;
    }

    /// <summary>Says how the boot ended and ends it.</summary>
    public static void Finish(Verdict verdict)
    {
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
        Console.Drain();
        if (s_semihosting)
        {
            SemihostingExit.Exit((int)verdict);
        }

        PowerOff();
    }

    /// <summary>PSCI off, or a halt where there is no PSCI.</summary>
    public static void PowerOff()
    {
        Psci.SystemOff(s_conduit);
        FirmwareCall.Halt();
    }
}
