using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Assertions on a boot; where one fails, the message has the serial log.</summary>
internal static class BootAssert
{
    /// <summary>The verdict is PASS, and so is the exit code.</summary>
    public static void Passed(BootLog log) => True(log.Passed, $"exit code {log.ExitCode}, verdict {log.Verdict}, expected PASS", log);

    /// <summary>The last verdict on serial is the only one, and the exit code is its code.</summary>
    public static void Failed(BootLog log, string verdict)
    {
        True($"{log.Verdict}" == verdict, $"verdict {log.Verdict}, expected {verdict}", log);
        True(log.ExitCode == log.Verdict!.Code, $"exit code {log.ExitCode} with verdict {verdict}", log);
        True(log.Lines.Count(line => SerialVerdict.Parse(line) is not null) == 1, "more than one verdict", log);
    }

    /// <summary>Patching was refused for these errors, and no others: in the log, in the report and by the verdict.</summary>
    public static void Refused(BootLog log, params IEnumerable<Refusal> errors)
    {
        string[] expected = [.. errors.Select(error => $"{error}").Order(StringComparer.Ordinal)];
        string[] reported = [.. Refusal.In(log).Select(error => $"{error}").Order(StringComparer.Ordinal)];
        Failed(log, "FAIL alternatives (20)");
        True(reported.SequenceEqual(expected), $"expected:\n{string.Join('\n', expected)}\nreported:\n{string.Join('\n', reported)}", log);
        Reported(log);
        True(log.Report.Summary!.Errors == expected.Length, $"the summary counts {log.Report.Summary.Errors} errors", log);
    }

    public static void Logged(BootLog log, string text) => True(log.Contains(text), $"the log lacks: {text}", log);

    public static void NotLogged(BootLog log, string text) => True(!log.Contains(text), $"the log must not have: {text}", log);

    /// <summary>The JSON report came over whole.</summary>
    public static void Reported(BootLog log) => None(log.Report.Damage.Select(damage => damage.Text), log);

    /// <summary>There is no difference; the message has the first few.</summary>
    public static void None(IEnumerable<string> differences, BootLog log)
    {
        List<string> found = [.. differences];
        True(found.Count == 0, $"{found.Count} differences:\n{string.Join('\n', found.Take(20))}", log);
    }

    public static void True(bool condition, string message, BootLog log)
    {
        // A control character would break the JUnit file off.
        Assert.True(condition, SerialText.ForTerminal($"{message}\n--- serial\n{log.Serial}\n--- qemu/run\n{log.Diagnostics}"));
    }
}
