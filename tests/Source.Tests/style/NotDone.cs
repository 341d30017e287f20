using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace BareMetal.Source.Tests.Style;

/// <summary>Rules that a folder doesn't keep yet: not-done.txt, a row each with the rule and the folder.</summary>
internal sealed class NotDone
{
    private readonly (string Rule, string Folder)[] _rows;

    public NotDone(string list) => _rows =
    [
        .. list.Split('\n')
            .Where(line => line.Trim() is not "" && !line.StartsWith('#'))
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(words => (words[0], words[1])),
    ];

    /// <summary>Fails on what isn't in not-done.txt.</summary>
    public static void Check(string rule, IReadOnlyCollection<Finding> findings)
    {
        string[] failures = [.. new NotDone(SourceFiles.Read("tests/Source.Tests/not-done.txt")).Failures(rule, findings)];
        Assert.True(
            failures.Length == 0, $"{failures.Length} failures; all findings: out/test-results/{rule}.txt\n{string.Join('\n', failures)}");
    }

    /// <summary>Findings that no row covers, and rows that cover none.</summary>
    public IEnumerable<string> Failures(string rule, IReadOnlyCollection<Finding> findings)
    {
        (string Rule, string Folder)[] rows = [.. _rows.Where(row => row.Rule == rule)];
        IEnumerable<string> left = findings.Where(finding => RowOf(rows, finding.File) is null).Select(finding => finding.ToString());
        IEnumerable<string> done = rows.Where(row => !findings.Any(finding => RowOf(rows, finding.File) == row.Folder))
            .Select(row => $"not-done.txt: {rule} {row.Folder} is done: take the row out");
        return [.. left, .. done];
    }

    /// <summary>The row of the innermost folder.</summary>
    private static string? RowOf((string Rule, string Folder)[] rows, string file) => rows
        .Select(row => row.Folder)
        .Where(folder => file == folder || file.StartsWith(folder + "/", StringComparison.Ordinal))
        .MaxBy(folder => folder.Length);
}
