using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Threading.Tasks;

namespace BareMetal.Tests;

/// <summary>Runs a command of the repository, or a tool, to its end. The one place where tests start processes.</summary>
public static class Command
{
    // Variables that make takes and hands on. A test passes its own; what the user of `make test` asked for isn't for it.
    private static readonly string[] s_variablesOfMake =
    [
        "MACHINE", "ACCEL", "CPU", "SMP", "EL", "APPEND", "MEM", "TIME_LIMIT", "COHERENCE",
        "IMAGE", "BOARD", "FIRMWARE", "UBOOT", "DIR", "DEVICE", "YES", "TTY", "BAUD", "REPORT",
    ];

    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="tool">A path, or a name on PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Environment variables that it gets beside those of this process.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="encoding">What its output is in; UTF-8 where none is given.</param>
    public static async Task<CommandResult> RunAsync(
        string folder,
        string tool,
        IEnumerable<string> arguments,
        Dictionary<string, string>? variables = null,
        string input = "",
        Encoding? encoding = null)
    {
        using Process process = Start(folder, tool, arguments, variables, encoding);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a command to its end, while this thread waits.</summary>
    public static CommandResult Run(string folder, string tool, params ReadOnlySpan<string> arguments) =>
        Run(folder, tool, arguments.ToArray(), null);

    /// <summary>Runs a command to its end with environment variables, while this thread waits.</summary>
    public static CommandResult Run(string folder, string tool, string[] arguments, Dictionary<string, string>? variables) =>
        RunAsync(folder, tool, arguments, variables).GetAwaiter().GetResult();

    /// <summary>Builds a project of the tree in <paramref name="folder"/>, as make does.</summary>
    /// <param name="folder">The top folder.</param>
    /// <param name="project">Path of the project.</param>
    /// <param name="options">MSBuild options.</param>
    public static Task<CommandResult> BuildAsync(string folder, string project, params string[] options) =>
        RunAsync(folder, "dotnet", ["msbuild", "-restore", "-nologo", "-verbosity:quiet", "-p:Configuration=Release", project, .. options]);

    /// <summary>Starts a command whose streams the caller reads and writes.</summary>
    /// <exception cref="InvalidOperationException">The tool isn't there: says what to do.</exception>
    public static Process Start(
        string folder,
        string tool,
        IEnumerable<string> arguments,
        Dictionary<string, string>? variables = null,
        Encoding? encoding = null)
    {
        ProcessStartInfo start = new(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = encoding,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // no build process outlives its command
        foreach (string name in s_variablesOfMake)
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException($"{tool} did not start");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"{tool} can't be run ({e.Message}): `make test` installs it, or says which package has it", e);
        }
    }
}
