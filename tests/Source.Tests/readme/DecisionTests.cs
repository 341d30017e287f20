using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Source.Tests.Readme;

/// <summary>From README.md, whoever looks for a decision opens at most two files.</summary>
[Trait("Area", "The source")]
public sealed class DecisionTests(ITestOutputHelper output)
{
    private const int MostFiles = 2;

    /// <summary>What a row must be about, by a word of its question.</summary>
    private static readonly string[] s_questions = ["entry", "word", "cache", "capability", "board", "driver"];

    [Fact]
    public void A_decision_is_two_files_from_the_README()
    {
        Decision[] rows = [.. DecisionTable.Rows(SourceFiles.Read("README.md"))];
        var table = new StringBuilder("from README.md to: files opened\n");
        foreach (Decision row in rows)
        {
            table.Append($"{row.Question,-50} {row.Files.Count}: {string.Join(" -> ", row.Files)} ({row.Symbol})\n");
        }

        Report.Write(output, "decisions", table.ToString());

        string[] failures = [.. Failures(rows, file => File.Exists(Repository.PathOf(file)) ? SourceFiles.Read(file) : null)];
        Assert.True(failures.Length == 0, string.Join('\n', failures));
    }

    [Fact]
    public void A_row_that_leads_nowhere_is_found()
    {
        const string Table = """
            | What decides … | is in | as |
            |---|---|---|
            | whether an entry applies | [a](a.cs) | `Rule.Applies` |
            | how a word is written | [b](b.cs) | `Rule` |
            | which caches | [gone](gone.cs) | `Cache` |
            | a capability | [c](c.txt) | `HAS_IT` |
            | a board | [a](a.cs), [a](a.cs), [a](a.cs) | `Rule` |

            | driver | | |
            """;
        var files = new Dictionary<string, string>
        {
            ["a.cs"] = "class Rule { bool Applies => true; }",
            ["b.cs"] = "class Other { Rule rule; }",
            ["c.txt"] = "# HAS_IT\nHAS_IT_NOT row\n",
        };

        Assert.Equal(
            [
                "how a word is written: b.cs doesn't declare Rule",
                "which caches: no file gone.cs",
                "a capability: c.txt doesn't declare HAS_IT",
                "a board: 3 files",
                "README.md says of no driver where it is decided",
            ],
            Failures(DecisionTable.Rows(Table), files.GetValueOrDefault));
    }

    private static IEnumerable<string> Failures(IEnumerable<Decision> rows, Func<string, string?> read)
    {
        Decision[] all = [.. rows];
        IEnumerable<string> wrong = all.SelectMany(row => row switch
        {
            { Files.Count: 0 or > MostFiles } => [$"{row.Question}: {row.Files.Count} files"],
            { Symbol: "" } => [$"{row.Question}: names nothing that the file declares"],
            _ when row.Files.FirstOrDefault(file => read(file) is null) is { } gone => [$"{row.Question}: no file {gone}"],
            _ when !DecisionTable.Declares(row.Files[^1], read(row.Files[^1])!, row.Symbol) =>
                [$"{row.Question}: {row.Files[^1]} doesn't declare {row.Symbol}"],
            _ => Array.Empty<string>(),
        });
        IEnumerable<string> missing =
            s_questions.Where(question => !all.Any(row => row.Question.Contains(question, StringComparison.OrdinalIgnoreCase)))
            .Select(question => $"README.md says of no {question} where it is decided");
        return [.. wrong, .. missing];
    }
}
