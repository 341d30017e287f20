using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Tasks;

namespace BareMetal.Toolchain.Tests;

/// <summary>Runs one tool of the toolchain to its end.</summary>
internal static class Command
{
    /// <param name="folder">Where it runs; its messages then name files without a folder.</param>
    /// <exception cref="InvalidOperationException">The tool isn't there: says what to do.</exception>
    public static CommandResult Run(string folder, string tool, params ReadOnlySpan<string> arguments)
    {
        ProcessStartInfo start = new(tool, arguments.ToArray())
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using Process process = Start(start);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult(process.ExitCode, output + errors.Result);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            string remedy = "`make test` installs it, or says which package has it";
            throw new InvalidOperationException($"{start.FileName} can't be run ({e.Message}): {remedy}", e);
        }
    }
}
