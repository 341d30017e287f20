using System;
using System.IO;
using System.Linq;

namespace BareMetal.BootTest.Tests;

/// <summary>What QEMU runs on this machine.</summary>
internal static class RunningQemu
{
    /// <summary>Whether one has a file on its command line.</summary>
    public static bool Has(string file)
    {
        return Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Any(folder =>
        {
            try
            {
                string line = File.ReadAllText(Path.Combine(folder, "cmdline"));
                return Path.GetFileName(line.Split('\0')[0]) == "qemu-system-aarch64" && line.Contains(file, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false; // it ended meanwhile
            }
        });
    }
}
