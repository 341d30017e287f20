using System;
using System.IO;
using System.Linq;

namespace BareMetal.Tests;

/// <summary>What QEMU runs on this machine.</summary>
public static class RunningQemu
{
    /// <summary>Whether one has a file on its command line.</summary>
    public static bool Has(string file)
    {
        return Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(CommandLine)
            .Any(line => Path.GetFileName(line.Split('\0')[0]) == "qemu-system-aarch64" && line.Contains(file, StringComparison.Ordinal));
    }

    // Arguments are separated by NUL.
    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            return ""; // it ended meanwhile
        }
    }
}
