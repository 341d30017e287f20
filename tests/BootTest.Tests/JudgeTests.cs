using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>What is made of serial output: noise is tolerated, damage is inconclusive, order counts.</summary>
[Trait("Area", "The boot-test runner")]
public sealed class JudgeTests : IDisposable
{
    private const string Image = "an image";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_whole_report_of_this_image_passes() => Assert.Equal(Outcome.Passed, Judged(SampleReport.Report(Image)).Outcome);

    [Theory]
    [InlineData("U-Boot 2023.01\r\r\nHit any key: 2 \b\b\b 1 \r\n\r\nStarting kernel ...\r\n\r\n", "")]
    [InlineData("\u001b[2J\u001b[01;01H\u001b[0m\u001b[35;40mBdsDxe: starting\r\n\u001b[0m\u0000\u0000", "\u001b[0m")]
    [InlineData("\u00ff\u00fe\u0000\u0007garbage of another baud rate\n", "trailing noise\n\u0000")]
    public void Noise_and_firmware_before_it_and_CRLF_change_nothing(string before, string after)
    {
        Assert.Equal(
            Outcome.Passed, Judged(before + SampleReport.Report(Image).Replace("\n", "\r\n", StringComparison.Ordinal) + after).Outcome);
    }

    [Theory]
    [InlineData("\"schema\":1", "\"schema\":", "in: @boot")]
    [InlineData("@boot", "oot", "before @boot")]
    [InlineData("@boot", "@boot {}\n@boot", "in: @boot {}")]
    [InlineData("[    0.000002] PASS", "@boot {\"schema\":1,\"version\":\"\",\"image\":\"\"}\nPASS", "started again")]
    [InlineData(SampleReport.Entry1 + "\n", "", "crc32")]
    [InlineData("0xb8e10002", "0xb8e10003", "crc32")]
    [InlineData("0xb8e10002", "0xb8e1000", "crc32")]
    [InlineData("\"entries\":2", "\"entries\":3", "3 entries announced, 2 received")]
    [InlineData("\"crc32\":\"", "\"crc32\":\"0", "crc32")]
    [InlineData("@alt-summary", "alt-summary", "no @alt-summary")]
    [InlineData("PASS", "PSS", "")]
    [InlineData("BareMetal", "areMetal", "")]
    public void Lost_bytes_make_it_inconclusive_and_never_a_pass(string text, string received, string damage)
    {
        (Outcome outcome, IReadOnlyList<string> findings) =
            Judged(SampleReport.Report(Image).Replace(text, received, StringComparison.Ordinal));

        Assert.Equal(damage.Length > 0 ? Outcome.Inconclusive : Outcome.Failed, outcome);
        Assert.Contains(damage, string.Join('\n', findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("1e99")]
    [InlineData("2147483648")]
    [InlineData("\"0\"")]
    public void A_CPU_whose_number_is_none_is_damage(string number)
    {
        SerialReport report = SerialReport.Parse(["@boot {\"schema\":1,\"version\":\"\",\"image\":\"\"}", $"@idregs {{\"cpu\":{number}}}"]);

        Assert.Contains(
            report.Damage,
            damage => damage is { Kind: LineKind.Registers, Line: 2 }
                && damage.Text.StartsWith("@idregs line 0 is of another CPU", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lost_line_and_a_lost_verdict_are_inconclusive_together()
    {
        string received =
            SampleReport.Report(Image).Replace(SampleReport.Entry1 + "\n", "", StringComparison.Ordinal)
                .Replace("PASS", "P", StringComparison.Ordinal);

        Assert.Equal(Outcome.Inconclusive, Judged(received, RunStatus.Disagreement).Outcome);
    }

    [Fact]
    public void A_failure_stays_one_whatever_else_was_lost()
    {
        string received =
            SampleReport.Report(Image).Replace(SampleReport.Entry1 + "\n", "", StringComparison.Ordinal)
                .Replace("PASS", "FAIL alternatives (7)", StringComparison.Ordinal);

        Assert.Equal(Outcome.Failed, Judged(received, 7).Outcome);
    }

    [Fact]
    public void A_report_that_must_come_and_does_not_is_no_pass()
    {
        Assert.Equal(Outcome.Inconclusive, Judged("[    0.000001] BareMetal\nPASS\n").Outcome);
    }

    [Fact]
    public void Another_image_than_the_one_asked_for_fails()
    {
        (Outcome outcome, IReadOnlyList<string> findings) = Judged(SampleReport.Report("another image"));

        Assert.Equal(Outcome.Failed, outcome);
        Assert.Contains("reports, but", Assert.Single(findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("some text", "some text", null)]
    [InlineData("some text", "sOme text", "text {said} reports the guest, but memory has {read}")]
    [InlineData("some text", null, "the text in memory was not read: QEMU had ended, or it is a board")]
    [InlineData(null, "some text", "no @text line: the guest says nothing of its text")]
    public void Text_in_memory_must_be_what_the_guest_says(string? said, string? read, string? finding)
    {
        string line =
            said is null ? "" : $"@text {{\"address\":\"0xffff800080000040\",\"bytes\":{said.Length},\"sha256\":\"{Hash(said)}\"}}\n";
        BootLog log = new(SampleReport.Report(Image) + line, "", 0) { TextInMemory = read is null ? null : Encoding.UTF8.GetBytes(read) };

        (Outcome outcome, IReadOnlyList<string> findings) = Judge.Of(Case() with { Attest = true }, log, _ => []);

        Assert.Equal(finding is null ? Outcome.Passed : Outcome.Failed, outcome);
        string? expected =
            finding?.Replace("{said}", Hash(said ?? ""), StringComparison.Ordinal)
                .Replace("{read}", Hash(read ?? ""), StringComparison.Ordinal);
        Assert.Equal(expected is null ? [] : [expected], findings);
        Assert.Empty(Judge.Of(Case(), log, _ => []).Findings);

        static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("coherence: 0 violations; 1 stored words executed, 9 entries of page tables changed\n", null)]
    [InlineData("qemu: noise\ncoherence: 0 violations; 27 stored words executed, 9 entries of page tables changed\n", null)]
    [InlineData("coherence: 0 violations; 0 stored words executed, 9 entries of page tables changed\n",
        "of 1 words that were patched none was executed: nothing is proved of their cache maintenance")]
    [InlineData("", "the model of caches didn't come to its end")]
    public void Where_caches_are_modelled_patched_words_must_be_executed(string said, string? finding)
    {
        BootLog log = new(SampleReport.Report(Image), said, 0);
        TestCase test = Case();

        (Outcome outcome, IReadOnlyList<string> findings) =
            Judge.Of(test with { Boot = test.Boot with { Coherence = true } }, log, _ => []);

        Assert.Equal(finding is null ? Outcome.Passed : Outcome.Failed, outcome);
        Assert.Equal(finding is null ? [] : [finding], findings);
        Assert.Empty(Judge.Of(test, log, _ => []).Findings);
    }

    [Theory]
    [InlineData('\u0002', Outcome.Passed)]
    [InlineData('\u000a', Outcome.Failed)]
    public async Task An_image_whose_flags_the_boot_loader_changes_is_the_file_with_those_flags_and_the_sum_names_the_file(
        char flags, Outcome expected)
    {
        string file = $"{new string('x', 24)}\u000a\0\0\0\0\0\0\0{new string('y', 32)}";
        TestCase test = Case() with { Boot = new BootCase { Image = _folder.Write("Image", file), Chain = "chain", HeaderFlags = 2 } };
        BootLog log = new(SampleReport.Report(file.Replace('\u000a', flags)), "", 0);

        (Outcome outcome, IReadOnlyList<string> findings) = Judge.Of(test, log, _ => []);
        StringWriter sum = new();
        await new ResultPrinter(sum, 0).PrintSumAsync([new CaseResult(test, outcome, findings, log, TimeSpan.Zero)]);

        Assert.Equal(expected, outcome);
        Assert.Equal(expected == Outcome.Failed,
            findings.Any(finding => finding.Contains($"{test.Boot.Image} with flags 2 has ", StringComparison.Ordinal)));
        Assert.Contains($"image {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))} in 1 reports", sum.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(expected == Outcome.Passed,
            sum.ToString().Contains(", 1 of them with the header's flags changed in memory", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("one\ntwo\nthree\nPASS\n", null)]
    [InlineData("one\nnoise\ntwo\nthree\nPASS\n", null)]
    [InlineData("two\none\nthree\nPASS\n",
        "expected line 2 of 3, 'two', did not come after line 2 ('one'); " +
        "wrong order: it came in line 1, before expected line 1; instead came:\n  three\n  PASS")]
    [InlineData("one\nthree\nPASS\n", "expected line 2 of 3, 'two', did not come after line 1 ('one'); instead came:\n  three\n  PASS")]
    [InlineData("PASS\none\ntwo\n", "expected line 3 of 3, /^th?ree$/, did not come after line 3 ('two'); nothing came instead")]
    public void Lines_must_come_in_their_order(string serial, string? finding)
    {
        TestCase test = Plain() with { Expect = [LinePattern.Literal("one"), LinePattern.Literal("two"), LinePattern.Regex("^th?ree$")] };

        (Outcome outcome, IReadOnlyList<string> findings) = Judge.Of(test, new BootLog(serial, "", 0), _ => []);

        Assert.Equal(finding is null ? Outcome.Passed : Outcome.Failed, outcome);
        Assert.Equal(finding is null ? [] : [finding], findings);
    }

    [Fact]
    public void Forbidden_texts_are_named_with_their_line()
    {
        TestCase test = Plain() with { Forbid = [LinePattern.Regex("^Oops")] };

        (_, IReadOnlyList<string> findings) = Judge.Of(test, new BootLog("fine\nOops: 5\nPASS\n", "", 0), _ => []);

        Assert.Equal(["forbidden text /^Oops/ in line 2: Oops: 5"], findings);
    }

    [Fact]
    public void Texts_are_compared_as_UTF_8()
    {
        TestCase test = Plain() with { Expect = [LinePattern.Literal("température")] };

        Assert.Equal(Outcome.Passed, Judge.Of(test, new BootLog("temp\u00c3\u00a9rature\nPASS\n", "", 0), _ => []).Outcome);
    }

    [Theory]
    [InlineData("FAIL board (12)\n", 12, Outcome.Passed)]
    [InlineData("FAIL board (13)\n", 13, Outcome.Failed)]
    [InlineData("PASS\n", 0, Outcome.Failed)]
    public void A_failure_can_be_what_is_expected(string serial, int code, Outcome expected)
    {
        TestCase test = Plain() with { Verdict = new VerdictRule { Expected = new SerialVerdict("board", 12) } };

        Assert.Equal(expected, Judge.Of(test, new BootLog(serial, "", code), _ => []).Outcome);
    }

    private (Outcome Outcome, IReadOnlyList<string> Findings) Judged(string serial, int exitCode = 0)
    {
        return Judge.Of(Case(), new BootLog(serial, "", exitCode), _ => []);
    }

    private TestCase Plain() => Case() with { Report = false, Expect = [] };

    private TestCase Case() => new()
    {
        Name = "x",
        Source = "cases.json",
        Boot = new BootCase { Image = _folder.Write("Image", Image) },
        Report = true,
        Expect = [LinePattern.Literal("BareMetal")],
    };
}
