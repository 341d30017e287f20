using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Logs;
using BareMetal.AltTool.Serial;
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
        ReportedBoot boot = ReportedBoot.Of(ReportedLog.Load(arguments.SingleInput("log with @idregs lines")));
        string? append = arguments.Find("--append");
        IReadOnlyList<ReportedCore> late =
            arguments.Find("--late") is { } path ? Number(boot, ReportedBoot.Of(ReportedLog.Load(path))) : [];
        int cores = late.Select(core => core.Cpu + 1).Append(boot.CoreCount).Max();
        Replay replay = new(boot.Cores[0].Hardware, cores, Join(boot.BootArguments, append ?? ""));
        int findings = boot.Cores.Sum(core => replay.Add(core));
        replay.Complete();
        if (append is null && boot.Effective is { } reported)
        {
            findings += replay.Compare(reported);
        }

        findings += late.Sum(core => replay.AddLate(core));
        return findings == 0 ? 0 : 1;
    }

    /// <summary>Late cores have the numbers that are free, in order.</summary>
    private static ReportedCore[] Number(ReportedBoot boot, ReportedBoot late)
    {
        IEnumerable<int> free = Enumerable.Range(1, int.MaxValue - 1).Except(boot.Cores.Select(core => core.Cpu));
        return [.. free.Zip(late.Cores, (cpu, core) => core with { Cpu = cpu })];
    }

    /// <summary>Arguments that end where those of the log do, at <c>--</c> or a NUL, and go on with others.</summary>
    private static byte[] Join(string logged, string appended)
    {
        List<string> all = [];
        foreach (BootArgument argument in new BootArguments(SerialText.ToBytes(logged)))
        {
            all.Add(SerialText.Of([.. argument.Text]));
        }

        return SerialText.ToBytes(string.Join(' ', [.. all, appended]));
    }
}
