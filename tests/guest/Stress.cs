using BareMetal.Boot.Alternatives;
using BareMetal.Boot.Image;
using BareMetal.Boot.Patching;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;
using BareMetal.Threading;

namespace BareMetal.Guest;

/// <summary>
/// <c>test=stress</c>: all cores run patched code whose results are known, while the boot core undoes and applies the Image's
/// alternatives, with a rendezvous each time. <c>stress.rounds=N</c> says how often, <c>stress.break=NAME</c> makes one result of a
/// <see cref="StressCheck"/> wrong.
/// </summary>
internal static class Stress
{
    private const uint DefaultRounds = 50;

    /// <summary>Whether all rounds were done and every result was right.</summary>
    public static bool Run(BootArguments arguments)
    {
        uint rounds = DefaultRounds;
        StressCheck broken = StressCheck.None;
        foreach (BootArgument argument in arguments)
        {
            if (argument.Is("stress.rounds"u8) && !Ascii.TryParse(argument.Value, 10, out rounds))
            {
                Log.Line("stress: stress.rounds= wants a number"u8);
                return false;
            }

            broken = argument.Is("stress.break"u8) ? StressChecks.Parse(argument.Value) : broken;
        }

        uint text = TextChecksum.Compute();
        Repatching.OpenAlias();
        StressWork.Start(broken);
        uint done = Repatch(rounds);
        StressWork.Finish();
        bool isText = done == rounds && TextChecksum.Compute() == text;
        Report(done, isText);
        return isText && !StressWork.IsWrong;
    }

    private static uint Repatch(uint rounds)
    {
        uint round = 0;
        while (round < rounds
            && ApplyAlternatives.Undo(ref ImageAlternatives.Plan)
            && Worked()
            && ApplyAlternatives.Region(ref ImageAlternatives.Plan, Passes.Inputs, default)
            && Worked())
        {
            round++;
        }

        return round;
    }

    private static bool Worked()
    {
        StressWork.Once();
        return true;
    }

    private static void Report(uint rounds, bool isText)
    {
        for (int core = 0; core < Cores.Limit; core++)
        {
            if (Cores.IsOnline(core))
            {
                StressCounts counts = StressWork.Counts(core);
                Log.Begin();
                Log.Text("stress: CPU "u8);
                Log.Decimal((ulong)core);
                Log.Text(": "u8);
                Log.Decimal(counts.Loops);
                Log.Text(" loops, "u8);
                Log.Decimal(counts.VersionCalls);
                Log.Text(" calls patched, "u8);
                Log.Decimal(counts.FallbackCalls);
                Log.Text(" not, "u8);
                Log.Decimal(counts.Phase);
                Log.Text(" barriers"u8);
                Log.End();
            }
        }

        Log.Begin();
        Log.Text("stress: "u8);
        Log.Decimal(rounds);
        Log.Text(isText ? " rounds, text is as before"u8 : " rounds, text isn't as before"u8);
        Log.End();
    }
}
