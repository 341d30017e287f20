using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>Prints results for people: a line for each case, what differs and the end of the log where it didn't pass, the sum.</summary>
/// <param name="output">Where to.</param>
/// <param name="nameWidth">Characters of the longest name.</param>
public sealed class ResultPrinter(TextWriter output, int nameWidth)
{
    private const int ShownLines = 20;
    private const int ShownCharacters = 160;

    private static readonly Dictionary<Outcome, string> s_words = new()
    {
        [Outcome.Passed] = "PASS",
        [Outcome.Failed] = "FAIL",
        [Outcome.Inconclusive] = "INCONCLUSIVE",
        [Outcome.Skipped] = "SKIP",
    };

    /// <summary>Prints one.</summary>
    public async Task PrintAsync(CaseResult result, string? logFile)
    {
        string time = result.Log is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{result.Duration.TotalSeconds,6:0.00} s");
        string line =
            $"{s_words[result.Outcome],-12}  {SerialText.ForTerminal(result.Test.Name).PadRight(nameWidth)}  {time}  {Sites(result)}";
        await output.WriteLineAsync(line.TrimEnd());
        foreach (string finding in result.Findings)
        {
            await output.WriteLineAsync($"    {SerialText.ForTerminal(finding).Replace("\n", "\n    ", StringComparison.Ordinal)}");
        }

        if (result.IsFailure && result.Log is { } log)
        {
            await PrintEndAsync(log, logFile);
        }
    }

    /// <summary>Prints the sum; an inconclusive case is a failed one.</summary>
    public async Task PrintSumAsync(IReadOnlyCollection<CaseResult> results)
    {
        foreach (IGrouping<string, CaseResult> image in results.Where(result => result.Log?.Report.Boot is not null).GroupBy(BootedImage))
        {
            int withOtherFlags = image.Count(result => result.Log!.Report.Boot!.Image != image.Key);
            string flags = withOtherFlags == 0 ? "" : $", {withOtherFlags} of them with the header's flags changed in memory";
            await output.WriteLineAsync($"image {image.Key} in {image.Count()} reports{flags}");
        }

        int inconclusive = results.Count(result => result.Outcome == Outcome.Inconclusive);
        if (inconclusive > 0)
        {
            await output.WriteLineAsync($"{inconclusive} of the failed are inconclusive: their report is damaged");
        }

        int failed = results.Count(result => result.IsFailure);
        int skipped = results.Count(result => result.Outcome == Outcome.Skipped);
        await output.WriteLineAsync($"{results.Count - failed - skipped} passed, {failed} failed, {skipped} skipped");
    }

    // The file's hash where the report has the one that the file must have in memory.

    private static string BootedImage(CaseResult result)
    {
        string reported = result.Log!.Report.Boot!.Image;
        return reported == ImageSha256.AsStarted(result.Test.Boot) ? ImageSha256.OfFile(result.Test.Boot) : reported;
    }

    private static string Sites(CaseResult result)
    {
        IReadOnlyList<EntryLine> entries = result.Log?.Report.Entries ?? [];
        int[] patched = [.. entries.Where(entry => entry.Action == EntryAction.Patched).Select(entry => entry.Index)];
        return entries.Count == 0 ? "" : $"{patched.Length} of {entries.Count} sites patched: {IndexText.Of(patched)}";
    }

    private async Task PrintEndAsync(BootLog log, string? logFile)
    {
        string[] lines = [.. log.Lines.Where(line => line.Length > 0)];
        foreach (string line in lines.TakeLast(ShownLines))
        {
            string text = SerialText.ForTerminal(line);
            await output.WriteLineAsync($"    | {(text.Length > ShownCharacters ? $"{text.AsSpan(0, ShownCharacters)}..." : text)}");
        }

        await output.WriteLineAsync($"    {Math.Min(lines.Length, ShownLines)} of {lines.Length} lines of {logFile}");
    }
}
