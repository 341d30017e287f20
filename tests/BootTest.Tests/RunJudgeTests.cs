using System;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>What an exit status of qemu/run becomes by the verdict on serial, and the one pattern by which a verdict is known.</summary>
[Trait("Area", "The boot-test runner")]
public sealed class RunJudgeTests
{
    [Theory]
    [InlineData(0, "PASS", true, 0, "guest code 0: PASS")]
    [InlineData(7, "FAIL x (7)", true, 7, "guest code 7: FAIL x (7)")]
    [InlineData(0, "FAIL x (7)", false, 7, "guest code 7: FAIL x (7)")]
    [InlineData(0, "FAIL x (7)", true, 123, "disagreement: exit code 0, but the verdict on serial is FAIL x (7)")]
    [InlineData(3, "PASS", false, 123, "disagreement: exit code 3, but the verdict on serial is PASS")]
    [InlineData(0, "", true, 123, "disagreement: exit code 0, but no verdict on serial")]
    [InlineData(0, "", false, 123, "disagreement: exit code 0, but no verdict on serial")]
    [InlineData(124, "", true, 124, "no verdict within 2 s (TIME_LIMIT)")]
    [InlineData(124, "PASS", true, 124, "verdict PASS, but the guest did not stop within 2 s (TIME_LIMIT)")]
    [InlineData(122, "PASS", true, 122, "the verdict on serial is PASS")]
    [InlineData(122, "", true, 122, "")]
    [InlineData(125, "PASS", true, 125, "")]
    [InlineData(126, "PASS", true, 126, "")]
    public void The_verdict_decides_and_the_status_corroborates(int status, string line, bool hasCode, int expected, string reason)
    {
        Assert.Equal((expected, reason), RunJudge.Of(SerialVerdict.Parse(line), status, hasCode, TimeSpan.FromSeconds(1.5)));
    }

    [Theory]
    [InlineData("PASS")]
    [InlineData("[    0.000002] FAIL board (12)")]
    [InlineData("[] FAIL a]b (0)")]
    [InlineData("[a[b] PASS")]
    [InlineData("PASS ")]
    [InlineData("a PASS")]
    [InlineData("FAIL (12)")]
    [InlineData("FAIL two words (12)")]
    [InlineData("FAIL board (1234567890)")]
    public async Task A_shell_knows_a_verdict_by_the_same_pattern(string line)
    {
        CommandResult bash = await Command.RunAsync(
            "/", "bash", ["-c", "[[ $1 =~ $2 ]] && echo \"${BASH_REMATCH[2]}\"", "bash", line, SerialVerdict.LinePattern]);

        Assert.Equal(SerialVerdict.Parse(line)?.ToString() ?? "", bash.Output.Trim());
        Assert.Equal(Regex.IsMatch(line, SerialVerdict.LinePattern), bash.Output.Length > 0);
    }
}
