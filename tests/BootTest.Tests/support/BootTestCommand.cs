using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>boottest and other commands, as they are called.</summary>
internal static class BootTestCommand
{
    /// <summary>Path of boottest.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "boottest");

    /// <summary>Runs boottest to its end.</summary>
    public static Task<(int ExitCode, string[] Output)> RunAsync(params string[] arguments) => RunAsync(new ProcessStartInfo(Path, arguments));

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Exit code, and the lines of standard output, then of standard error.</returns>
    public static async Task<(int ExitCode, string[] Output)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.TrimEnd('\n').Split('\n'));
    }
}
