using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>
/// What each CPU model must detect, and so which sites a boot must patch: a column for each model, a line for each capability.
/// </summary>
public sealed class CapabilityTable
{
    private static readonly string[] s_alwaysPresent = ["ALWAYS_BOOT", "ALWAYS_SYSTEM"];

    private readonly string _path;
    private readonly Dictionary<string, Dictionary<string, Expectation>> _columns;

    private CapabilityTable(string path, Dictionary<string, Dictionary<string, Expectation>> columns)
    {
        _path = path;
        _columns = columns;
    }

    /// <summary>The CPU models, in the file's order.</summary>
    public IEnumerable<string> Models => _columns.Keys;

    /// <summary>The capabilities that have a line.</summary>
    public IReadOnlyCollection<string> Capabilities => _columns.Values.First().Keys;

    /// <summary>Reads a table. A line that isn't understood is an error.</summary>
    /// <param name="path">The file.</param>
    /// <param name="qemu">Version of the QEMU that will run the rows.</param>
    public static CapabilityTable Load(string path, Version qemu)
    {
        List<string[]> lines = [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(Fields)];
        if (lines.Count < 2 || lines[0][0] != "capability" || lines.Exists(line => line.Length != lines[0].Length))
        {
            throw new InvalidDataException($"{path}: the first line names the columns, and every line has a field for each");
        }

        return new CapabilityTable(path, Enumerable.Range(1, lines[0].Length - 1).ToDictionary(
            column => lines[0][column],
            column => lines.Skip(1).ToDictionary(line => line[0], line => ParseExpectation(line[column], qemu), StringComparer.Ordinal),
            StringComparer.Ordinal));
    }

    /// <summary>What a boot did otherwise than its model must, in words.</summary>
    public IEnumerable<string> Differences(string model, BootLog log, CpuCapNames names)
    {
        return _columns.TryGetValue(model, out Dictionary<string, Expectation>? expected)
            ? [.. DetectionDifferences(expected, names.DetectedIn(log)),
                .. log.Report.Entries.SelectMany(entry => EntryDifferences(expected, log.Report, entry))]
            : [$"{model} has no column in {_path}"];
    }

    private static IEnumerable<string> DetectionDifferences(Dictionary<string, Expectation> expected, IReadOnlySet<string> detected)
    {
        foreach ((string capability, Expectation expectation) in expected)
        {
            if (expectation != Expectation.Unknown && detected.Contains(capability) != (expectation == Expectation.Present))
            {
                yield return $"{capability} must be {expectation}, but is {(detected.Contains(capability) ? "" : "not ")}detected";
            }
        }
    }

    // A callback may decide to keep the default code, so only "kept without the capability" can be asked of it, and of the entries
    // that it is preferred to.
    private IEnumerable<string> EntryDifferences(Dictionary<string, Expectation> expected, SerialReport report, EntryLine entry)
    {
        if (s_alwaysPresent.Contains(entry.Capability))
        {
            yield break;
        }

        if (!expected.TryGetValue(entry.Capability, out Expectation expectation))
        {
            yield return $"entry {entry.Index}: {entry.Capability} has no line in {_path}";
        }
        else if (expectation == Expectation.Absent && entry.Action != EntryAction.Kept)
        {
            yield return $"entry {entry.Index}: {entry.Capability} is absent, but the site was {entry.Action}";
        }
        else if (expectation == Expectation.Present
            && entry.Callback is null
            && entry.Action != EntryAction.Patched
            && !report.IsBeaten(entry)
            && !report.Better(entry).Any(better => MayHaveKept(expected, better)))
        {
            yield return $"entry {entry.Index}: {entry.Capability} is present, but the site was {entry.Action}";
        }
    }

    /// <summary>Whether an entry is a callback that was or may have been run.</summary>
    private static bool MayHaveKept(Dictionary<string, Expectation> expected, EntryLine entry) =>
        entry.Callback is not null
            && (s_alwaysPresent.Contains(entry.Capability) || expected.GetValueOrDefault(entry.Capability) != Expectation.Absent);

    private static string[] Fields(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Expectation ParseExpectation(string cell, Version qemu)
    {
        return cell switch
        {
            "+" => Expectation.Present,
            "-" => Expectation.Absent,
            ['>', '=', .. string major] when int.TryParse(major, CultureInfo.InvariantCulture, out int since) =>
                qemu.Major >= since ? Expectation.Present : Expectation.Unknown,
            _ => throw new InvalidDataException($"'{cell}' is none of +, - and >=N"),
        };
    }
}
