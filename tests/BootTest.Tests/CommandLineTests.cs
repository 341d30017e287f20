using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>boottest as it is called: what it prints, what it leaves, how it ends.</summary>
[Trait("Area", "The boot-test runner")]
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_cases_and_leaves_JUnit_and_logs()
    {
        using ForeignImage green = new("\\x01hello\\nall tests passed\\n");
        using ForeignImage red = new("hello\\n1 test failed\\n");
        string cases = _folder.Write(
            "cases.json",
            $$"""
            {
              "defaults": { "verdict": { "pass": "all tests passed", "fail": { "regex": "tests? failed" } }, "timeLimit": 20 },
              "cases": [
                { "name": "green {cpu}", "image": "{{green.Path}}", "cpu": ["cortex-a53", "max"], "expect": ["hello"] },
                { "name": "red", "image": "{{red.Path}}" },
                { "name": "skipped", "image": "{{red.Path}}", "skip": "not today" },
              ],
            }
            """);

        (int exitCode, string[] output) = await BootTestCommand.RunAsync("run", cases, "-o", _folder.PathOf("results"));

        Assert.Equal(1, exitCode);
        Assert.Equal("2 passed, 1 failed, 1 skipped", output[^1]);
        Assert.Contains(output, line => line.Contains("verdict FAIL by '1 test failed', expected PASS", StringComparison.Ordinal));
        Assert.Contains("    | 1 test failed", output);
        Assert.Equal("\u0001hello\nall tests passed\n",
            await File.ReadAllTextAsync(_folder.PathOf("results/green-max.log"), TestContext.Current.CancellationToken));

        XElement suite = Assert.Single(XDocument.Load(_folder.PathOf("results/junit.xml")).Root!.Elements("testsuite"));
        Assert.Equal(("cases", "4", "1", "1"),
            ((string)suite.Attribute("name")!,
                (string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("skipped")!));
        Assert.Equal(["green cortex-a53", "green max", "red", "skipped"],
            suite.Elements("testcase").Select(test => (string)test.Attribute("name")!));
        Assert.Equal(
            "failed: verdict FAIL by '1 test failed', expected PASS", (string)suite.Descendants("failure").Single().Attribute("message")!);
        Assert.Contains("hello", suite.Descendants("system-out").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inconclusive_case_is_named_so_and_counts_as_failed()
    {
        string image = _folder.Write("Image", "an image");
        string board =
            _folder.Write("boot.log", SampleReport.Report("an image").Replace(SampleReport.Entry0 + "\n", "", StringComparison.Ordinal));
        string cases = _folder.Write("cases.json", $$"""{ "cases": [{ "name": "board", "image": "{{image}}", "report": true }] }""");

        (int exitCode, string[] output) =
            await BootTestCommand.RunAsync("run", cases, "-o", _folder.PathOf("results"), "--target", $"command:cat {board}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("INCONCLUSIVE  board", output[0], StringComparison.Ordinal);
        Assert.Contains("1 of the failed are inconclusive: their report is damaged", output);
        Assert.Equal("0 passed, 1 failed, 0 skipped", output[^1]);
        XElement failure = XDocument.Load(_folder.PathOf("results/junit.xml")).Descendants("failure").Single();
        Assert.Equal("inconclusive", (string)failure.Attribute("type")!);
    }

    [Fact]
    public async Task A_case_is_booted_as_often_as_it_says_and_only_boots_that_fail_are_printed()
    {
        string image = _folder.Write("Image", "an image");
        string cases = _folder.Write(
            "cases.json",
            $$"""
            {
              "defaults": { "image": "{{image}}", "verdict": { "pass": "good" }, "append": "x" },
              "cases": [{ "name": "often", "repeat": 3 }, { "name": "once" }],
            }
            """);
        // The second boot of all fails.
        string boots = _folder.PathOf("boots");
        string board = _folder.Write("board", $"echo x >> {boots}; [ $(wc -l < {boots}) -eq 2 ] && echo bad || echo good\n");

        (int exitCode, string[] output) =
            await BootTestCommand.RunAsync("run", cases, "-o", _folder.PathOf("results"), "-j", "1", "--target", $"command:sh {board}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("FAIL          often (2 of 3)", output[0], StringComparison.Ordinal);
        Assert.DoesNotContain(output,
            line => line.Contains("often (1 of 3)", StringComparison.Ordinal) || line.Contains("often (3 of 3)", StringComparison.Ordinal));
        Assert.Contains(output, line => line.StartsWith("PASS          once", StringComparison.Ordinal));
        int series = Array.IndexOf(output, "often: 3 boots, 1 failed");
        Assert.Contains("half of them within", output[series + 1], StringComparison.Ordinal);
        Assert.Equal("3 passed, 1 failed, 0 skipped", output[^1]);
        Assert.True(File.Exists(_folder.PathOf("results/often--3-of-3-.log")));
    }

    [Fact]
    public async Task Repeat_on_the_command_line_counts_instead_of_the_cases_own()
    {
        string image = _folder.Write("Image", "an image");
        string cases =
            _folder.Write(
                "cases.json", $$"""{ "cases": [{ "name": "x", "image": "{{image}}", "verdict": { "pass": "good" }, "repeat": 500 }] }""");

        (int exitCode, string[] output) =
            await BootTestCommand.RunAsync("run", cases, "-o", _folder.PathOf("results"), "--repeat", "2", "--target", "command:echo good");

        Assert.Equal(0, exitCode);
        Assert.Contains("x: 2 boots, 0 failed", output);
        Assert.Equal("2 passed, 0 failed, 0 skipped", output[^1]);
    }

    [Fact]
    public async Task Passes_with_0()
    {
        string image = _folder.Write("Image", "an image");
        string board = _folder.Write("boot.log", SampleReport.Report("an image"));
        string cases = _folder.Write("cases.json", $$"""{ "cases": [{ "name": "board", "image": "nowhere", "report": true }] }""");

        (int exitCode, string[] output) =
            await BootTestCommand.RunAsync(
                "run", cases, "-o", _folder.PathOf("results"), "--image", image, "--target", $"command:cat {board}");

        Assert.Equal(0, exitCode);
        Assert.Equal("1 passed, 0 failed, 0 skipped", output[^1]);
    }

    [Fact]
    public async Task Lists_the_rows_that_are_left()
    {
        string cases =
            _folder.Write(
                "cases.json", """{ "cases": [{ "name": "{cpu} EL{el}", "image": "i", "cpu": ["a64fx", "max"], "el": [1, 2] }] }""");

        (int exitCode, string[] output) = await BootTestCommand.RunAsync("list", cases, "--only", "EL2$");

        Assert.Equal(0, exitCode);
        Assert.Equal(["a64fx EL2", "max EL2"], output);
    }

    [Theory]
    [InlineData("usage: boottest")]
    [InlineData("usage: boottest", "start")]
    [InlineData("no case file is named", "run")]
    [InlineData("nowhere.json: file: ", "run", "nowhere.json")]
    [InlineData("-o: wants one value", "run", "nowhere.json", "-o")]
    [InlineData("--fast: no such option", "run", "nowhere.json", "--fast", "yes")]
    [InlineData("-j 0: a number", "run", "nowhere.json", "-j", "0")]
    [InlineData("--target usb: qemu, serial:DEVICE", "run", "nowhere.json", "--target", "usb")]
    [InlineData("--flash and --power-cycle are for boards", "run", "nowhere.json", "--flash", "true")]
    public async Task What_makes_no_sense_is_named_and_ends_with_2(string message, params string[] arguments)
    {
        (int exitCode, string[] output) = await BootTestCommand.RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, output[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_QEMU_outlives_it()
    {
        using ForeignImage image = new("hello\\n", "spin");
        string cases = _folder.Write("cases.json", $$"""{ "cases": [{ "name": "x", "image": "{{image.Path}}" }] }""");
        using Process process = Command.Start(Repository.Root, BootTestCommand.Path, ["run", cases, "-o", _folder.PathOf("results")]);
        while (!RunningQemu.Has(image.Path))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Command.Run("/", "kill", "-TERM", $"{process.Id}").Required("kill");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, process.ExitCode);
        Assert.False(RunningQemu.Has(image.Path));
    }
}
