using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace BareMetal.Bench;

/// <summary>What is measured: tests/bench/bench.txt.</summary>
/// <param name="TableCpus">CPU models for synthetic tables.</param>
/// <param name="BootCpus">CPU models for boots of out/Image.</param>
/// <param name="CallCpus">CPU models for loops around alternatives of C#.</param>
/// <param name="CoreCpus">CPU models for machines with several cores.</param>
/// <param name="Linux">What is known of Linux's own patcher, by recording.</param>
public sealed record BenchPlan(
    IReadOnlyList<string> TableCpus,
    IReadOnlyList<string> BootCpus,
    IReadOnlyList<string> CallCpus,
    IReadOnlyList<string> CoreCpus,
    IReadOnlyDictionary<string, LinuxTarget> Linux)
{
    /// <summary>Reads the file.</summary>
    public static BenchPlan Load(string path)
    {
        List<string[]> lines = [.. File.ReadLines(path)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0 && words[0][0] != '#')];
        if (lines.Find(words => words is not (["tables" or "boot" or "calls" or "cores", _] or ["linux", _, _, _, _])) is { } wrong)
        {
            throw new InvalidDataException($"{path}: '{string.Join(' ', wrong)}': see the head of the file for what a line may be");
        }

        return new BenchPlan(
            [.. lines.Where(words => words[0] == "tables").Select(words => words[1])],
            [.. lines.Where(words => words[0] == "boot").Select(words => words[1])],
            [.. lines.Where(words => words[0] == "calls").Select(words => words[1])],
            [.. lines.Where(words => words[0] == "cores").Select(words => words[1])],
            lines.Where(words => words[0] == "linux").ToDictionary(words => words[1], words => Target(words)));
    }

    private static LinuxTarget Target(string[] words) => new(
        long.Parse(words[2], CultureInfo.InvariantCulture) + long.Parse(words[3], CultureInfo.InvariantCulture),
        double.Parse(words[4], CultureInfo.InvariantCulture));
}
