using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Replay;

/// <summary>What a boot decides about cores, from their captured ID registers; no machine is needed.</summary>
internal static class ReplayVerb
{
    public static Verb Verb { get; } = new(
        "replay",
        "LOG [--append \"BOOT ARGUMENTS\"] [--late LOG]     (LOG: serial log of a boot with alt.report=json, or its @idregs lines)",
        ["--append", "--late"],
        Run);

    private static int Run(Arguments arguments)
    {
        ReportedBoot boot = ReportedBoot.Load(arguments.SingleInput("log with @idregs lines"));
        string? append = arguments.Find("--append");
        Replay replay = new(boot, Join(boot.BootArguments, append ?? ""));
        int findings = boot.Cores.Sum(core => replay.Add(core));
        replay.Complete();
        if (append is null && boot.Effective is { } reported)
        {
            findings += replay.Compare(reported);
        }

        if (arguments.Find("--late") is { } late)
        {
            findings += ReportedBoot.Load(late).Cores.Select((core, index) => replay.AddLate(boot.CoreCount + index, core.Hardware)).Sum();
        }

        return findings == 0 ? 0 : 1;
    }

    /// <summary>Arguments that end where those of the log do, at <c>--</c> or a NUL, and go on with others.</summary>
    private static byte[] Join(string logged, string appended)
    {
        List<string> all = [];
        foreach (BootArgument argument in new BootArguments(Encoding.Latin1.GetBytes(logged)))
        {
            all.Add(Encoding.Latin1.GetString(argument.Text));
        }

        return Encoding.Latin1.GetBytes(string.Join(' ', [.. all, appended]));
    }
}
