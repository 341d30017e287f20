using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>Runs a <see cref="BootCase"/> through qemu/run, the one place that starts QEMU.</summary>
public static partial class QemuRun
{
    private static readonly string s_run = Repository.PathOf("qemu", "run");

    // qemu/run keeps the time limit; this is for the case that qemu/run itself hangs.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(15);

    /// <summary>Boots, waits for the end and returns what was seen. Failing boots are results, not exceptions.</summary>
    public static Task<BootLog> StartAsync(BootCase bootCase, CancellationToken cancellation = default)
    {
        return StartAsync(bootCase, _ => null, cancellation);
    }

    /// <summary>Boots as above; a serial line that is a verdict ends the boot.</summary>
    /// <param name="bootCase">What is booted.</param>
    /// <param name="verdict">Reads a serial line; null where the line decides nothing.</param>
    /// <param name="cancellation">Ends the boot.</param>
    public static async Task<BootLog> StartAsync(BootCase bootCase, Func<string, SerialVerdict?> verdict, CancellationToken cancellation)
    {
        using Process process =
            Process.Start(StartInfo(bootCase.Chain ?? s_run, Arguments(bootCase)))
                ?? throw new InvalidOperationException("qemu/run did not start");
        process.StandardInput.Close();
        Task<string> diagnostics = process.StandardError.ReadToEndAsync(CancellationToken.None);
        SerialCapture capture = new(long.MaxValue, verdict);

        CaptureEnd end;
        try
        {
            StreamLine line = new(process.StandardOutput.BaseStream);
            TimeSpan limit = bootCase.TimeLimit == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : bootCase.TimeLimit + s_grace;
            end = await capture.RunAsync(line, limit, cancellation);
        }
        catch (OperationCanceledException)
        {
            await ChildProcess.EndAsync(process);
            throw;
        }

        if (end == CaptureEnd.Closed)
        {
            await process.WaitForExitAsync(cancellation);
            return Judged(bootCase, new BootLog(capture.Serial, await diagnostics, process.ExitCode));
        }

        await ChildProcess.EndAsync(process);
        return end == CaptureEnd.Verdict
            ? new BootLog(capture.Serial, await diagnostics, capture.Verdict!.Code)
            : new BootLog(capture.Serial, await diagnostics + "qemu/run itself did not end: killed\n", RunStatus.TimeLimit);
    }

    /// <summary>Version of the QEMU that qemu/run starts.</summary>
    public static async Task<Version> VersionAsync()
    {
        using Process process =
            Process.Start(StartInfo(s_run, ["--version"])) ?? throw new InvalidOperationException("qemu/run did not start");
        process.StandardInput.Close();
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Match match = VersionPattern().Match(text);
        return match.Success ? Version.Parse(match.Value) : throw new InvalidOperationException($"qemu/run --version said: {text}");
    }

    private static BootLog Judged(BootCase bootCase, BootLog log)
    {
        if (!bootCase.HasVerdict)
        {
            return log;
        }

        bool hasCode = bootCase is { Exit: GuestExit.Semihosting, Semihosting: true };
        (int status, string reason) = RunJudge.Of(log.Verdict, log.ExitCode, hasCode, bootCase.TimeLimit);
        return new BootLog(log.Serial, reason.Length == 0 ? log.Diagnostics : $"{log.Diagnostics}boottest: {reason}\n", status);
    }

    private static ProcessStartInfo StartInfo(string command, IEnumerable<string> arguments)
    {
        return new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private static IEnumerable<string> Arguments(BootCase bootCase)
    {
        yield return $"MACHINE={bootCase.Machine}";
        if (bootCase.Accelerator is { } accelerator)
        {
            yield return $"ACCEL={accelerator}";
        }

        yield return $"EL={bootCase.ExceptionLevel}";
        yield return $"CPU={(bootCase.IsVirt ? bootCase.Cpu : "")}";
        yield return $"SMP={(bootCase.IsVirt ? bootCase.CpuCount : "")}";
        yield return $"MEM={(bootCase.IsVirt ? bootCase.Memory : "")}";
        yield return $"IMAGE={bootCase.Image ?? Repository.PathOf("out", "Image")}";
        yield return $"LOAD={bootCase.LoadAddress}";
        yield return $"DTB={bootCase.DeviceTree}";
        yield return $"UART={bootCase.Uart}";
        yield return $"APPEND={bootCase.Append}";
        yield return $"EXIT={bootCase.Exit.ToString().ToLowerInvariant()}";
        yield return bootCase.Semihosting ? "SEMIHOSTING=on" : "SEMIHOSTING=off";
        yield return "VERDICT=none"; // It is judged here.
        if (bootCase.Coherence is { } coherence)
        {
            yield return coherence ? "COHERENCE=1" : "COHERENCE=0";
            yield return $"ELF={bootCase.ElfFile}";
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"TIME_LIMIT={Math.Ceiling(bootCase.TimeLimit.TotalSeconds)}");
        yield return $"OUTPUT_LIMIT={bootCase.OutputLimit}";
        if (bootCase.HeaderFlags is { } flags)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"FLAGS={flags}");
        }

        yield return "--";
        foreach (string argument in bootCase.QemuArguments)
        {
            yield return argument;
        }
    }

    [GeneratedRegex(@"[0-9]+\.[0-9]+\.[0-9]+")]
    private static partial Regex VersionPattern();
}
