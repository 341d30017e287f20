using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Fuzz.Tests;

/// <summary>The program that <c>make fuzz</c> runs, as it was built and instrumented, or a copy of it.</summary>
internal static class FuzzProgram
{
    /// <summary>Its folder.</summary>
    public static string Folder { get; } = Repository.PathOf("out", "bin", "Fuzz", new DirectoryInfo(AppContext.BaseDirectory).Name);

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(Folder, arguments);

    /// <summary>Runs a copy of it.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(folder, "fuzz.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
