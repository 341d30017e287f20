using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text.RegularExpressions;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Declarations;

/// <summary>LLVM's assembler, which says of an instruction what extension it belongs to.</summary>
internal static partial class Assembler
{
    /// <summary>The name of the extension that has all others, for what was checked.</summary>
    public const string AllExtensions = "all";

    private const string Program = "llvm-mc-19";

    /// <summary>Assembles lines for Armv8.0-A and some extensions.</summary>
    /// <param name="lines">Assembly.</param>
    /// <param name="extensions">As -mattr names them.</param>
    /// <param name="path">Where the object goes.</param>
    /// <returns>The errors: index of the line, and what the assembler says. Without any, the object is written.</returns>
    public static List<(int Line, string Text)> Assemble(IEnumerable<string> lines, IEnumerable<string> extensions, string path)
    {
        string source = path + ".s";
        File.WriteAllLines(source, lines);
        string[] arguments =
            ["-triple=aarch64-linux-gnu", $"-mattr=+{string.Join(",+", ["neon", .. extensions])}", "-filetype=obj", "-o", path, source];
        string output;
        int exitCode;
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true })!;
            output = process.StandardError.ReadToEnd();
            process.WaitForExit();
            exitCode = process.ExitCode;
        }
        catch (Win32Exception)
        {
            throw new InputException(Program, "it isn't installed", "Install the package llvm-19");
        }
        finally
        {
            File.Delete(source);
        }

        var errors = new List<(int, string)>();
        foreach (Match match in Error().Matches(output))
        {
            errors.Add((int.Parse(match.Groups[1].ValueSpan, provider: null) - 1, match.Groups[2].Value.Trim()));
        }

        return exitCode == 0 || errors.Count != 0
            ? errors
            : throw new InputException(Program, $"it ended with {exitCode}: {output.Trim()}", "Run it by hand to see why");
    }

    [GeneratedRegex("^[^\n]*:([0-9]+):[0-9]+: error: ([^\n]*)$", RegexOptions.Multiline)]
    private static partial Regex Error();
}
