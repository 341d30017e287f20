using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using BareMetal.AltTool.CommandLine;

namespace BareMetal.AltTool.Show;

/// <summary>Finds the C# lines of addresses, from the line table that ILC wrote, by one run of GNU addr2line. Assembly has none.</summary>
/// <remarks>Where ILC made one run of code of several statements, the line is that of the first.</remarks>
internal static class SourceLines
{
    private const string Program = "aarch64-linux-gnu-addr2line";

    /// <summary>What the build's PathMap turns the root of the repository into.</summary>
    private const string MappedRoot = "/_/";

    /// <param name="path">The linked ELF file.</param>
    /// <param name="addresses">VAs.</param>
    /// <returns>VA and <c>boot/KernelMain.cs(120)</c>, of those that have one.</returns>
    public static Dictionary<ulong, string> Run(string path, IReadOnlyList<ulong> addresses)
    {
        string[] output = addresses.Count == 0 ? [] : Addr2line(path, addresses).Split('\n');
        var lines = new Dictionary<ulong, string>();
        foreach ((ulong address, string text) in addresses.Zip(output))
        {
            if (Position(text) is { } position)
            {
                lines[address] = position;
            }
        }

        return lines;
    }

    /// <summary>Output is <c>/_/boot/KernelMain.cs:120</c>, perhaps followed by a discriminator, or <c>??:0</c>.</summary>
    private static string? Position(string output)
    {
        string position = output.Split(' ')[0];
        int colon = position.LastIndexOf(':');
        bool isKnown =
            colon > 0
                && int.TryParse(position.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int line)
                && line != 0;
        if (!isKnown || position[0] == '?')
        {
            return null;
        }

        string file = position.StartsWith(MappedRoot, StringComparison.Ordinal) ? position[MappedRoot.Length..colon] : position[..colon];
        return $"{file}({position[(colon + 1)..]})";
    }

    private static string Addr2line(string path, IReadOnlyList<ulong> addresses)
    {
        string[] arguments = ["-e", path, .. addresses.Select(address => $"0x{address:x}")];
        try
        {
            using Process process =
                Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new InputException(
                    Program, $"it ended with {process.ExitCode}: {errors.Result.Trim()}", "Run it by hand to see why");
        }
        catch (Win32Exception)
        {
            throw new InputException(Program, "it isn't installed", "Install the package binutils-aarch64-linux-gnu");
        }
    }
}
