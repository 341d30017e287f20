using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Media.Tests;

/// <summary>A user's folder of Raspberry Pi firmware; the files hold their own names.</summary>
internal static class Firmware
{
    /// <summary>Names on the card of a board's files, from qemu/media/firmware.txt.</summary>
    public static string[] Names(string board)
    {
        IEnumerable<string[]> rows = File.ReadLines(Repository.PathOf("qemu", "media", "firmware.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return rows.Where(row => row[0] == board).Select(row => row[1]).ToArray();
    }

    /// <summary>Makes the files in a folder.</summary>
    /// <returns>The folder.</returns>
    public static string Make(TemporaryFolder folder, params string[] names)
    {
        foreach (string name in names)
        {
            folder.Write(Path.Combine("firmware", name), name);
        }

        return folder.PathOf("firmware");
    }
}
