using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;

namespace BareMetal.Fuzz;

/// <summary>
/// Any bytes from a serial line: a boot passes only where <see cref="SerialModel"/> finds PASS last and the report whole, and each
/// outcome has its reason. The first byte chooses what the case expects, the second the exit code.
/// </summary>
internal sealed class SerialTarget : IFuzzTarget
{
    private const int HeaderBytes = 2;

    private static readonly BootCase s_boot = new();

    private static readonly int[] s_exitCodes = [0, 3, 5, 124, 126, 1, 255];

    public string Name => "serial";

    public int MaximumBytes => 4096;

    public IEnumerable<byte[]> Seeds => SerialMutation.Seeds;

    public void Mutate(Random random, InputBuffer input) => SerialMutation.Mutate(random, input);

    public void Run(ReadOnlySpan<byte> input)
    {
        string serial = Encoding.Latin1.GetString(input[Math.Min(HeaderBytes, input.Length)..]);
        int flags = input.Length > 0 ? input[0] : 0;
        int exitCode = s_exitCodes[(input.Length > 1 ? input[1] : 0) % s_exitCodes.Length];
        CheckBoot(serial, flags, exitCode);
        CheckGuestTests(serial, exitCode);
        _ = SerialText.ForTerminal(serial);
    }

    private static void CheckBoot(string serial, int flags, int exitCode)
    {
        BootLog log = new(serial, "", exitCode);
        SerialModel model = new(serial);
        Property.Holds((log.Verdict?.ToString() ?? "") == model.Verdict, "the verdict is that of the last line that is one");
        Property.Equal(model.Verdict == "PASS" && exitCode == 0, log.Passed, "a boot has passed where it said so and ended so");
        Property.Holds(log.Report.Damage.Count > 0 || model.IsWhole, "a report without damage is whole");

        TestCase test = new()
        {
            Name = "fuzz",
            Source = "fuzz.json",
            Boot = s_boot,
            Verdict =
                (flags & 1) == 0
                    ? VerdictRule.Pass
                    : new VerdictRule { Expected = new SerialVerdict("panic", 5), AnyCode = (flags & 2) != 0 },
            Expect = (flags & 4) == 0 ? [] : [LinePattern.Literal("alternatives:"), LinePattern.Regex("^PA.S$")],
            Forbid = (flags & 8) == 0 ? [] : [LinePattern.Literal("BUG"), LinePattern.Regex("[0-9]{9}x")],
        };
        (Outcome outcome, IReadOnlyList<string> findings) = Judge.Of(test, log, _ => []);
        Property.Equal(outcome == Outcome.Passed, findings.Count == 0, "what doesn't pass has a reason, and what passes has none");
        string expected = (flags & 1) == 0 ? "PASS" : "FAIL panic (";
        bool mayPass = model.Verdict.StartsWith(expected, StringComparison.Ordinal) && exitCode == model.Code
            && (model.IsWhole || model.IsWithoutReport);
        Property.Holds(outcome != Outcome.Passed || mayPass, "a case passes only by the verdict that it expects, its report whole or none");
    }

    private static void CheckGuestTests(string serial, int exitCode)
    {
        int ended = 0;
        GuestTestReport report = new(_ => ended++);
        report.Begin(0);
        foreach (string line in serial.Split('\n'))
        {
            report.Add(line);
        }

        _ = report.End($"exit code {exitCode}", exitCode == 0);
        report.Close();
        Property.Equal(report.Tests.Count, ended, "each test has one outcome");
        bool allPassed = report.Tests.Count > 0 && report.Problems.Count == 0 && report.Tests.All(test => test.Outcome == Outcome.Passed);
        bool mayAllPass = SerialModel.HasWholeTests(serial, report.Tests.Count);
        Property.Holds(!allPassed || mayAllPass, "tests pass only where each line of them came whole");
    }
}
