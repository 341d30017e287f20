using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>Compares what a boot left with what its case expects. The verdict on serial decides; an exit code only corroborates.</summary>
public static class Judge
{
    /// <summary>Judges a boot.</summary>
    /// <param name="test">The case.</param>
    /// <param name="log">What its boot left.</param>
    /// <param name="capabilityDifferences">What the capability table of the case says of the boot; asked where the report is whole.</param>
    public static (Outcome Outcome, IReadOnlyList<string> Findings) Of(
        TestCase test, BootLog log, Func<BootLog, IEnumerable<string>> capabilityDifferences)
    {
        SerialVerdict? verdict = test.Verdict.Of(log.Lines);
        string[] ended = End(test, verdict, log);
        string[] damage = test.Report || log.Report.HasBegun ? [.. log.Report.Damage.Select(damage => damage.Text)] : [];
        string[] certain = [.. ended, .. WrongVerdict(test, verdict, log, ended.Length > 0), .. Forbidden(test, log)];
        string[] reported =
            damage.Length == 0 && certain.Length == 0
                ? [.. Report(test, log), .. Text(test, log), .. Executed(test, log), .. capabilityDifferences(log)]
                : [];
        string[] missing = string.IsNullOrWhiteSpace(log.Serial)
            ? NoOutput(log)
            : [.. NoVerdict(verdict, log, ended.Length > 0), .. LineOrder.Missing(test.Expect, log.Lines)];

        // Lost bytes explain what is missing, but nothing that came and mustn't have.
        if (damage.Length > 0 && certain.Length == 0 && (log.Report.HasBegun || verdict is not null))
        {
            return (Outcome.Inconclusive, [.. damage.Select(text => $"report: {text}"), .. missing]);
        }

        string[] findings = [.. certain, .. missing, .. reported];
        return (findings.Length == 0 ? Outcome.Passed : Outcome.Failed, findings);
    }

    private static string[] End(TestCase test, SerialVerdict? verdict, BootLog log)
    {
        string said = log.Diagnostics.Trim();
        string late = verdict is null ? "no verdict" : $"verdict {test.Verdict.Describe(verdict)}, but the guest did not stop";
        return log.ExitCode switch
        {
            RunStatus.WrongValue => [$"not started: {said}"],
            RunStatus.TimeLimit => [$"hang: {late} within {test.Boot.TimeLimit.TotalSeconds} s"],
            RunStatus.OutputLimit => [$"flood: more than {test.Boot.OutputLimit} bytes"],
            RunStatus.QemuFailed => [$"target failed: {said}"],
            RunStatus.Incoherent => [.. said.Split('\n').Where(line => line.StartsWith("coherence:", StringComparison.Ordinal))],
            _ => [],
        };
    }

    private static IEnumerable<string> WrongVerdict(TestCase test, SerialVerdict? verdict, BootLog log, bool ended)
    {
        if (verdict is null)
        {
            yield break;
        }

        if (!test.Verdict.Accepts(verdict))
        {
            yield return $"verdict {test.Verdict.Describe(verdict)}, expected {test.Verdict.Expected}";
        }
        else if (log.ExitCode == RunStatus.Disagreement)
        {
            yield return log.Diagnostics.Trim();
        }
        else if (!ended && log.ExitCode != (test.ExitCode ?? verdict.Code))
        {
            yield return $"disagreement: verdict {verdict}, but exit code {log.ExitCode} and not {test.ExitCode ?? verdict.Code}";
        }
    }

    // A target that didn't start has said why.

    private static string[] NoOutput(BootLog log) => log.ExitCode is RunStatus.WrongValue or RunStatus.QemuFailed ? [] : ["no output"];

    private static string[] NoVerdict(SerialVerdict? verdict, BootLog log, bool ended) =>
        verdict is null && !ended ? [$"no verdict, exit code {log.ExitCode}"] : [];

    private static IEnumerable<string> Forbidden(TestCase test, BootLog log)
    {
        for (int index = 0; index < log.Lines.Count; index++)
        {
            foreach (LinePattern pattern in test.Forbid.Where(pattern => pattern.Matches(log.Lines[index])))
            {
                yield return $"forbidden text {pattern} in line {index + 1}: {log.Lines[index]}";
            }
        }
    }

    private static IEnumerable<string> Report(TestCase test, BootLog log)
    {
        if (test.Report)
        {
            string hash = ImageSha256.AsStarted(test.Boot);
            if (log.Report.Boot!.Image != hash)
            {
                string with = test.Boot.HeaderFlags is { } flags ? $" with flags {flags}" : "";
                yield return $"image {log.Report.Boot.Image} reports, but {test.Boot.Image}{with} has {hash}";
            }
        }
    }

    private static IEnumerable<string> Text(TestCase test, BootLog log)
    {
        if (!test.Attest)
        {
            yield break;
        }

        if (log.Report.Text is not { } said)
        {
            yield return "no @text line: the guest says nothing of its text";
        }
        else if (log.TextInMemory is not { } memory)
        {
            yield return "the text in memory was not read: QEMU had ended, or it is a board";
        }
        else if (Convert.ToHexStringLower(SHA256.HashData(memory)) is var hash && hash != said.Sha256)
        {
            yield return $"text {said.Sha256} reports the guest, but memory has {hash}";
        }
    }

    /// <summary>No violation proves nothing where patched code never ran.</summary>
    private static IEnumerable<string> Executed(TestCase test, BootLog log)
    {
        if (test.Boot.Coherence == true && log.Report.Summary is { Words: > 0 } summary)
        {
            CoherenceSummary? modelled = CoherenceSummary.Parse(log.Diagnostics);
            if (modelled is null)
            {
                yield return "the model of caches didn't come to its end";
            }
            else if (modelled.StoredWordsExecuted == 0)
            {
                yield return $"of {summary.Words} words that were patched none was executed: nothing is proved of their cache maintenance";
            }
        }
    }
}
