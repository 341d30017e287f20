using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Media.Tests;

/// <summary>Runs a command of the repository, or a tool, to its end.</summary>
internal static class Command
{
    /// <summary>Runs qemu/media/NAME with variables as make would pass them.</summary>
    /// <param name="variables">What is asked for. What a user's own environment may hold is taken away.</param>
    public static Task<CommandResult> MediaAsync(string name, Dictionary<string, string> variables, params string[] arguments)
    {
        return RunAsync(Repository.PathOf("qemu", "media", name), arguments, variables);
    }

    public static async Task<CommandResult> RunAsync(string tool, string[] arguments, Dictionary<string, string>? variables = null, string input = "")
    {
        ProcessStartInfo start = new(tool, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in (string[])["BOARD", "FIRMWARE", "UBOOT", "APPEND", "IMAGE", "DIR", "DEVICE", "YES", "TTY", "BAUD", "TIME_LIMIT", "REPORT"])
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{tool} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output, await errors);
    }
}
