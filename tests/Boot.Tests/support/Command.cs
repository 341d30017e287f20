using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace BareMetal.Boot.Tests;

/// <summary>Runs a command to its end.</summary>
internal static class Command
{
    /// <param name="folder">Where it runs.</param>
    /// <param name="input">What it reads.</param>
    public static async Task<CommandResult> RunAsync(string folder, string tool, string[] arguments, string input = "")
    {
        ProcessStartInfo start = new(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" },
        };

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{tool} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output + await errors);
    }

    /// <summary>Builds a project of the tree in <paramref name="folder"/>, as make does.</summary>
    /// <param name="options">MSBuild options.</param>
    public static Task<CommandResult> BuildAsync(string folder, string project, params string[] options)
    {
        return RunAsync(folder, "dotnet", ["msbuild", "-restore", "-nologo", "-verbosity:quiet", "-p:Configuration=Release", project, .. options]);
    }
}
