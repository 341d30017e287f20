using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>Commands on this machine.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Runs a command to its end.</summary>
    public static Task<CommandOutput> RunAsync(string command, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        return RunAsync(new ProcessStartInfo(command, arguments), cancellation);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<CommandOutput> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new CommandOutput(process.ExitCode, await output + await errors);
    }

    /// <summary>Ends a process politely, so that it cleans up, and otherwise with all that it started.</summary>
    public static async Task EndAsync(Process process)
    {
        using CancellationTokenSource patience = new(s_patience);
        try
        {
            await RunAsync("kill", ["-TERM", $"{process.Id}"], patience.Token);
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
