using System;
using BareMetal.Boot.Cpu;
using BareMetal.Patcher;

namespace BareMetal.Boot.Arguments;

/// <summary>The boot arguments that are boot's own; README.md lists all.</summary>
internal readonly struct BootOptions
{
    private BootOptions(BootExit exit, ReportStyle report, bool dryRun, bool selfTest, int maximumCores)
    {
        MaximumCores = maximumCores;
        Exit = exit;
        Report = report;
        DryRun = dryRun;
        SelfTest = selfTest;
    }

    /// <summary><c>baremetal.exit=</c></summary>
    public BootExit Exit { get; }

    /// <summary><c>alt.report=</c></summary>
    public ReportStyle Report { get; }

    /// <summary><c>alt.dry-run</c>: everything but the writing.</summary>
    public bool DryRun { get; }

    /// <summary><c>alt.selftest</c></summary>
    public bool SelfTest { get; }

    /// <summary><c>maxcpus=</c>: how many cores are started, the boot core among them.</summary>
    public int MaximumCores { get; }

    /// <summary>Reads them. What is spelt like one of ours and isn't understood is named, and ignored.</summary>
    public static BootOptions Parse<TIgnored>(BootArguments arguments)
        where TIgnored : struct, IIgnoredArguments
    {
        BootExit exit = BootExit.Default;
        ReportStyle report = ReportStyle.Summary;
        bool dryRun = false;
        bool selfTest = false;
        uint maximumCores = Core.MaximumCount;
        foreach (BootArgument argument in arguments)
        {
            if (argument.Is("baremetal.exit"u8) && TryParseExit(argument.Value, out BootExit chosen))
            {
                exit = chosen;
            }
            else if (argument.Is("alt.report"u8) && TryParseStyle(argument.Value, out ReportStyle style))
            {
                report = style;
            }
            else if (argument.Text.SequenceEqual("alt.dry-run"u8))
            {
                dryRun = true;
            }
            else if (argument.Text.SequenceEqual("alt.selftest"u8))
            {
                selfTest = true;
            }
            else if (argument.Is("maxcpus"u8) && Ascii.TryParse(argument.Value, 10, out uint count))
            {
                maximumCores = Math.Clamp(count, 1, Core.MaximumCount);
            }
            else if (argument.Is("maxcpus"u8)
                || argument.Key.StartsWith("baremetal."u8)
                || argument.Is("alt.report"u8)
                || IsUnknownAlt(argument))
            {
                TIgnored.Add(argument.Text);
            }
        }

        return new BootOptions(exit, report, dryRun, selfTest, (int)maximumCores);
    }

    private static bool IsUnknownAlt(BootArgument argument) =>
        argument.Key.StartsWith("alt."u8) && !argument.Is("alt.skip"u8) && !argument.Is("alt.only"u8);

    private static bool TryParseExit(ReadOnlySpan<byte> value, out BootExit exit)
    {
        exit = value.SequenceEqual("semihosting"u8) ? BootExit.Semihosting
            : value.SequenceEqual("watchdog"u8) ? BootExit.Watchdog
            : value.SequenceEqual("halt"u8) ? BootExit.Halt
            : BootExit.Default;
        return exit != BootExit.Default;
    }

    private static bool TryParseStyle(ReadOnlySpan<byte> value, out ReportStyle style)
    {
        style = value.SequenceEqual("json"u8) ? ReportStyle.Json
            : value.SequenceEqual("table"u8) ? ReportStyle.Table
            : value.SequenceEqual("quiet"u8) ? ReportStyle.Quiet
            : ReportStyle.Summary;
        return style != ReportStyle.Summary;
    }
}
