using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using BareMetal.Tests;

namespace BareMetal.Suite;

/// <summary>Runs what a part consists of. Logs and JUnit files: out/proof/.</summary>
/// <param name="root">The top folder of the repository.</param>
internal sealed class PartProcess(string root)
{
    private readonly string _logs = Path.Combine(root, "out", "proof");

    // Against hangs; a busy machine may take long.
    private const string HangLimit = "5400";

    /// <summary>Runs the tests of a part, and its command.</summary>
    public async Task<PartOutcome> RunAsync(ProofPart part)
    {
        Directory.CreateDirectory(_logs);
        List<string> figures = [];
        List<string> findings = [.. part.IsEmpty ? (string[])["nothing to run"] : []];
        foreach (string project in part.Tests)
        {
            await TestAsync(part, project, figures, findings);
        }

        if (part.Command is { } command)
        {
            CommandResult result = await RunAsync(part.Name, "bash", ["-c", command]);
            Judge(result, part.Figures ?? "", figures, findings);
        }

        return new PartOutcome(figures, findings);
    }

    /// <summary>Takes the figures from what a command printed.</summary>
    internal static void Judge(CommandResult result, string pattern, List<string> figures, List<string> findings)
    {
        string[] lines = [.. result.Lines.Where(line => pattern.Length > 0 && Regex.IsMatch(line, pattern)).Select(line => line.Trim())];
        figures.AddRange(lines);
        if (lines.Length == 0)
        {
            findings.Add($"no line matches {pattern}: the command checked nothing that is known");
        }

        if (!result.Succeeded)
        {
            findings.Add($"exit code {result.ExitCode}");
        }
    }

    /// <summary>Takes the figures from a JUnit file.</summary>
    internal static void Judge(string project, XDocument report, int exitCode, List<string> figures, List<string> findings)
    {
        int tests = report.Descendants("testcase").Count();
        int failed = report.Descendants("failure").Count();
        int skipped = report.Descendants("skipped").Count();
        figures.Add($"{project}: {tests - failed - skipped} passed, {failed} failed, {skipped} skipped");
        findings.AddRange(
            report.Descendants("testcase").Where(test => test.Element("failure") is not null)
                .Select(test => $"failed: {test.Attribute("name")?.Value}"));
        if (tests == skipped)
        {
            findings.Add($"{project}: no test ran");
        }

        if (exitCode != 0 && failed == 0)
        {
            findings.Add($"{project}: exit code {exitCode}, but no failed test");
        }
    }

    private async Task TestAsync(ProofPart part, string project, List<string> figures, List<string> findings)
    {
        string name = $"{part.Name}-{project}";
        string report = Path.Combine(_logs, $"{name}.xml");
        File.Delete(report);
        CommandResult result = await RunAsync(
            name,
            Path.Combine(root, "out", "bin", project, "release", project),
            [
                "--no-ansi", "--progress", "off", "--filter-trait", $"{ProofAttribute.Trait}={part.Name}",
                "--report-xunit-junit", "--report-xunit-junit-filename", $"{name}.xml", "--results-directory", _logs,
            ]);
        if (!File.Exists(report))
        {
            findings.Add($"{project}: no results, exit code {result.ExitCode}, see out/proof/{name}.log");
            return;
        }

        Judge(project, XDocument.Load(report), result.ExitCode, figures, findings);
    }

    private async Task<CommandResult> RunAsync(string name, string tool, string[] arguments)
    {
        CommandResult result = await Command.RunAsync(root, "timeout", ["--kill-after", "10", HangLimit, tool, .. arguments]);
        await File.WriteAllTextAsync(Path.Combine(_logs, $"{name}.log"), result.Text);
        return result;
    }
}
