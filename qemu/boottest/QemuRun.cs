using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>Runs a <see cref="BootCase"/> through qemu/run, the one place that starts QEMU.</summary>
public static partial class QemuRun
{
    // qemu/run keeps the time limit; this is for the case that qemu/run itself hangs.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(15);

    /// <summary>Boots, waits for the end and returns what was seen. Failing boots are results, not exceptions.</summary>
    public static async Task<BootLog> StartAsync(BootCase bootCase, CancellationToken cancellation = default)
    {
        using Process process = Process.Start(StartInfo(Arguments(bootCase))) ?? throw new InvalidOperationException("qemu/run did not start");
        process.StandardInput.Close();
        Task<string> serial = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> diagnostics = process.StandardError.ReadToEndAsync(CancellationToken.None);

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(bootCase.TimeLimit + s_grace);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return new BootLog(await serial, await diagnostics + "qemu/run itself did not end: killed\n", RunStatus.TimeLimit);
        }

        return new BootLog(await serial, await diagnostics, process.ExitCode);
    }

    /// <summary>Version of the QEMU that qemu/run starts.</summary>
    public static async Task<Version> VersionAsync()
    {
        using Process process = Process.Start(StartInfo(["--version"])) ?? throw new InvalidOperationException("qemu/run did not start");
        process.StandardInput.Close();
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Match match = VersionPattern().Match(text);
        return match.Success ? Version.Parse(match.Value) : throw new InvalidOperationException($"qemu/run --version said: {text}");
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        return new ProcessStartInfo(Repository.PathOf("qemu", "run"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
        };
    }

    private static IEnumerable<string> Arguments(BootCase bootCase)
    {
        yield return "MACHINE=virt";
        yield return $"CPU={bootCase.Cpu}";
        yield return $"EL={bootCase.ExceptionLevel}";
        yield return $"SMP={bootCase.CpuCount}";
        yield return $"MEM={bootCase.Memory}";
        yield return $"IMAGE={bootCase.Image ?? Repository.PathOf("out", "Image")}";
        yield return $"APPEND={bootCase.Append}";
        yield return bootCase.Exit == GuestExit.Psci ? "EXIT=psci" : "EXIT=semihosting";
        yield return bootCase.Semihosting ? "SEMIHOSTING=on" : "SEMIHOSTING=off";
        yield return string.Create(CultureInfo.InvariantCulture, $"TIME_LIMIT={Math.Ceiling(bootCase.TimeLimit.TotalSeconds)}");
        yield return $"OUTPUT_LIMIT={bootCase.OutputLimit}";
        yield return "--";
        foreach (string argument in bootCase.QemuArguments)
        {
            yield return argument;
        }
    }

    [GeneratedRegex(@"[0-9]+\.[0-9]+\.[0-9]+")]
    private static partial Regex VersionPattern();
}
