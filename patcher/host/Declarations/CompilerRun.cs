using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Declarations;

/// <summary>One run of a compiler.</summary>
/// <param name="Output">All that it printed.</param>
internal sealed record CompilerRun(int ExitCode, string Output)
{
    public static CompilerRun Of(string tool, IEnumerable<string> arguments)
    {
        try
        {
            using Process process =
                Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd() + errors.Result;
            process.WaitForExit();
            return new CompilerRun(process.ExitCode, output);
        }
        catch (Win32Exception e)
        {
            throw new InputException(
                tool, $"the compiler can't be run: {e.Message}", "Restore the packages for ilc, or put bflat and its lib folder on PATH");
        }
    }
}
