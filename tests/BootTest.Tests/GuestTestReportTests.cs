using System;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Linq;
using System.Text;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>
/// What is made of the <c>@test</c> lines of a program whose tests run on the machine: nothing damaged or missing is a pass.
/// </summary>
[Trait("Area", "Reports")]
public sealed class GuestTestReportTests
{
    private readonly List<GuestTest> _ended = [];
    private readonly GuestTestReport _report;

    public GuestTestReportTests() => _report = new GuestTestReport(_ended.Add);

    [Fact]
    public void Results_are_read_with_what_was_printed_and_with_escapes()
    {
        string german = Encoding.Latin1.GetString("grün"u8); // as a serial line is read
        string message = $"\\u0022{german}\\u0022\\u000a";

        int? next = Boot(Whole().Replace("@test A end", "a line\n[    1.0] another\n@test A end", StringComparison.Ordinal)
            .Replace("B passed", $"B failed {message}", StringComparison.Ordinal)
                .Replace("C passed", "C skipped why", StringComparison.Ordinal), passed: false);

        Assert.Null(next);
        Assert.Empty(_report.Problems);
        Assert.Equal(["Passed", "Failed", "Skipped"], Outcomes());
        Assert.Equal(["", $"\"{german}\"\n", "why"], _report.Tests.Select(test => test.Message));
        Assert.Equal("a line\n[    1.0] another\n", _report.Tests[0].Output);
        Assert.Equal("/a/Tests.cs(12)", _report.Tests[2].Position);
        Assert.Equal(TimeSpan.FromMilliseconds(1.5), _report.Tests[0].Duration);
        Assert.Equal(_report.Tests, _ended);
    }

    [Theory]
    [InlineData("@test B start", "@test B stort", "Passed Inconclusive Passed")] // a wrong checksum
    [InlineData("@test B start\n", "", "Passed Inconclusive Passed")]
    [InlineData("@test B end", "@tesd B end", "Passed Inconclusive Passed")]
    [InlineData("@test B end B passed\n", "", "Passed Inconclusive Passed")]
    [InlineData("@test B end B passed", "@test B end B pessed", "Passed Inconclusive Passed")]
    // no checksum
    [InlineData("@test B end B passed", "@test {\"event\":\"end\",\"index\":1,\"result\":\"passed\"}\n@test B end B passed",
        "Passed Inconclusive Passed")]
    [InlineData("@test B end B passed", "@test\n@test B end B passed", "Passed Inconclusive Passed")]
    [InlineData("@test B end B passed", "@test A end A passed\n@test B end B passed", "Passed Inconclusive Passed")]
    [InlineData("@test C end C passed\n", "", "Passed Passed Inconclusive")]
    [InlineData("@test C end C passed\n@test finish 3\n", "", "Passed Passed Failed")]
    public void What_is_damaged_or_missing_is_a_failure_of_that_test(string text, string received, string outcomes)
    {
        Boot(Whole().Replace(text, received, StringComparison.Ordinal), passed: true);

        Assert.Equal(outcomes, string.Join(' ', Outcomes()));
    }

    [Theory]
    [InlineData("@test list B\n", "@test lost B\n", "report: damaged line")]
    [InlineData("@test finish 3\n", "", "the boot ended between tests: verdict PASS")]
    [InlineData("@test finish 3\n", "@test finish 2\n", "report: 2 tests were run as announced, 3 as received")]
    [InlineData("@test begin 3 0\n", "", "report: list before begin")]
    [InlineData("@test begin 3 0\n", "@test begin 3 1\n", "report: the first test is 1, expected 0")]
    [InlineData("@test begin 3 0\n", "@test begin 0 0\n", "report: 0 tests announced")]
    [InlineData("@test list A\n", "@test begin 3 0\n", "report: a second begin: the machine started again")]
    [InlineData("@test list C\n", "@test list D\n", "report: test 3 of 3")]
    public void What_is_damaged_beside_the_tests_is_a_failure(string text, string received, string problem)
    {
        Boot(Whole().Replace(text, received, StringComparison.Ordinal), passed: true);

        Assert.Contains(_report.Problems, found => found.StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void No_byte_can_be_lost_or_changed_so_that_all_is_well()
    {
        string[] lines = [.. Whole().TrimEnd().Split('\n').Select(line => Line(line.Split(' ')))];
        for (int damaged = 0; damaged < lines.Length; damaged++)
        {
            for (int at = 0; at < lines[damaged].Length; at++)
            {
                string line = lines[damaged];
                Assert.False(IsWell([.. lines[..damaged], line.Remove(at, 1), .. lines[(damaged + 1)..]]), $"without byte {at}: {line}");
                Assert.False(
                    IsWell([.. lines[..damaged], $"{line[..at]}{(char)(line[at] ^ 1)}{line[(at + 1)..]}", .. lines[(damaged + 1)..]]),
                        $"byte {at} changed: {line}");
            }
        }

        Assert.True(IsWell(lines));
    }

    [Fact]
    public void A_verdict_that_the_tests_contradict_is_a_failure()
    {
        Boot(Whole(), passed: false);
        Assert.Equal(["verdict FAIL, but no test of this boot failed"], _report.Problems);

        Boot(Whole().Replace("B passed", "B failed", StringComparison.Ordinal), passed: true);
        Assert.Equal("verdict PASS, but a test of this boot failed", _report.Problems[1]);
    }

    [Fact]
    public void A_boot_that_a_test_ends_is_followed_by_one_of_the_rest()
    {
        string[] lines = Whole().Split('\n');
        int? next = Boot(string.Join('\n', lines.Take(7)), passed: false);
        Assert.Equal(2, next);
        Assert.Equal(["Passed", "Failed"], _ended.Select(test => $"{test.Outcome}"));
        Assert.Equal("the boot ended in it: verdict FAIL", _report.Tests[1].Message);

        next = Boot("@test begin 3 2\n@test list A\n@test list B\n@test list C\n@test C start\n@test C end C passed\n@test finish 1\n",
            passed: true, first: 2);
        Assert.Null(next);
        Assert.Equal(["Passed", "Failed", "Passed"], Outcomes());
        Assert.Empty(_report.Problems);
    }

    [Fact]
    public void A_boot_that_does_not_come_to_its_tests_is_a_failure()
    {
        Assert.Null(Boot("[    0.1] BareMetal\n", passed: false));
        _report.Close();

        Assert.Equal(["no test was run: verdict FAIL"], _report.Problems);
        Assert.Empty(_report.Tests);
    }

    [Fact]
    public void A_further_boot_that_runs_none_is_the_last()
    {
        Assert.Equal(1, Boot("@test begin 3 0\n@test list A\n@test list B\n@test list C\n@test A start\n", passed: false));
        Assert.Null(Boot("@test begin 3 1\n@test list A\n@test list B\n@test list C\n", passed: false, first: 1));
        _report.Close();

        Assert.Equal(["Failed", "Failed", "Failed"], Outcomes());
        Assert.Equal("it wasn't run", _report.Tests[1].Message);
    }

    [Theory]
    [InlineData("@test begin 3 0", "@test begin 2147483647 0", "2147483647 tests announced")]
    [InlineData("@test begin 3 0", "@test begin 1000001 0", "1000001 tests announced")]
    public void More_tests_than_an_Image_has_room_for_take_no_memory(string text, string received, string problem)
    {
        Boot(Whole().Replace(text, received, StringComparison.Ordinal), passed: true);

        Assert.Empty(_report.Tests);
        Assert.StartsWith($"report: {problem}", _report.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("922337203685477581")]
    [InlineData("-1")]
    public void A_time_that_cannot_be_is_damage_of_that_test(string microseconds)
    {
        Boot(Whole().Replace("B passed", $"B passed@{microseconds}", StringComparison.Ordinal), passed: true);

        Assert.Equal("Passed Inconclusive Passed", string.Join(' ', Outcomes()));
        Assert.Contains($"took {microseconds} microseconds", _report.Tests[1].Message, StringComparison.Ordinal);
    }

    // A, B and C stand for the tests 0, 1 and 2; Line makes the guest's lines of these.
    private static string Whole() =>
        """
        @test begin 3 0
        @test list A
        @test list B
        @test list C
        @test A start
        @test A end A passed
        @test B start
        @test B end B passed
        @test C start
        @test C end C passed
        @test finish 3

        """;

    private int? Boot(string text, bool passed, int first = 0)
    {
        _report.Begin(first);
        foreach (string line in text.Split('\n'))
        {
            _report.Add(Line(line.Split(' ')));
        }

        return _report.End($"verdict {(passed ? "PASS" : "FAIL")}", passed);
    }

    private static bool IsWell(string[] lines)
    {
        GuestTestReport report = new(_ => { });
        report.Begin(0);
        foreach (string line in lines)
        {
            report.Add(line);
        }

        report.End("verdict PASS", passed: true);
        report.Close();
        return report.Problems.Count == 0 && report.Tests.Count == 3 && report.Tests.All(test => test.Outcome == Outcome.Passed);
    }

    private static string Line(string[] words) => words switch
    {
        ["@test", "begin", var tests, var first] => Sealed($$"""@test {"event":"begin","tests":{{tests}},"first":{{first}}"""),
        ["@test", "list", [var test]] => Sealed($$"""@test {"event":"list",{{Test(test)}}"""),
        ["@test", [var test], "start"] => Sealed($$"""@test {"event":"start",{{Test(test)}}"""),
        ["@test", [var test], "end", _, var result, .. var message] => EndOf(test, result, string.Join(' ', message)),
        ["@test", "finish", var run] => Sealed($$"""@test {"event":"finish","run":{{run}}"""),
        _ => string.Join(' ', words),
    };

    private static string EndOf(char test, string result, string message)
    {
        string[] parts = result.Split('@');
        string time = parts.Length > 1 ? parts[1] : "1500";
        return Sealed(
            $$"""@test {"event":"end",{{Test(test)}},"result":"{{parts[0]}}","microseconds":{{time}},"message":"{{message}}" """.TrimEnd());
    }

    private static string Test(char test) =>
        $$""" "index":{{test - 'A'}},"class":"Tests","name":"{{test}}","file":"/a/Tests.cs",""".TrimStart() +
        $$""" "line":{{10 + test - 'A'}},"fault":"None" """.Trim();

    private static string Sealed(string text) => $"{text},\"crc32\":\"{Crc32.HashToUInt32(Encoding.Latin1.GetBytes(text)):x8}\"}}";

    private IEnumerable<string> Outcomes() => _report.Tests.Select(test => $"{test.Outcome}");
}
