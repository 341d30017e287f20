using System;
using System.IO;
using System.Linq;
using BareMetal.BootTest;

namespace BareMetal.Media.Tests;

/// <summary>qemu/media/README.md, as far as it promises what is in an image.</summary>
internal static class MediaReadme
{
    private static readonly string[] s_lines = File.ReadAllLines(Repository.PathOf("qemu", "media", "README.md"));

    /// <summary>Names in the first column of the table under a heading, of the rows that are for a board.</summary>
    public static string[] FilesUnder(string heading, string board)
    {
        return s_lines
            .SkipWhile(line => line.TrimStart('#') != " " + heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells[2] == board || cells[2] == "both")
            .Select(cells => cells[1].Trim('`'))
            .Order(StringComparer.Ordinal)
            .ToArray();
    }
}
