using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>Each kind of failure, by an image in C that isn't ours, booted by QEMU.</summary>
[Trait("Area", "The boot-test runner")]
public sealed class FailureTests
{
    private static readonly VerdictRule s_rule = new()
    {
        Expected = VerdictRule.Pass.Expected,
        PassPattern = LinePattern.Literal("all tests passed"),
        FailPattern = LinePattern.Regex("^(panic|[0-9]+ tests? failed)"),
    };

    [Theory]
    [InlineData("hello\\nall tests passed\\n", "semihosting")]
    [InlineData("hello\\r\\nall tests passed\\r\\n", "power_off")]
    [InlineData("hello\\nall tests passed\\n", "reset")]
    public async Task Green(string text, string end)
    {
        CaseResult result = await RunAsync(text, end);

        Assert.Empty(result.Findings);
        Assert.Equal(Outcome.Passed, result.Outcome);
    }

    [Theory]
    [InlineData("hello\\n2 tests failed\\n", "verdict FAIL by '2 tests failed', expected PASS")]
    [InlineData("hello\\npanic\\nall tests passed\\n", "verdict FAIL by 'panic', expected PASS")]
    [InlineData("hello\\n", "no verdict, exit code 0")]
    [InlineData("", "no output")]
    [InlineData("all tests passed\\nhello\\n", null)]
    [InlineData("all tests passed\\n", "expected line 1 of 1, 'hello', did not come; instead came:\n  all tests passed")]
    public async Task Red(string text, string? finding)
    {
        CaseResult result = await RunAsync(text, "power_off");

        Assert.Equal(finding is null ? [] : [finding], result.Findings);
        Assert.Equal(finding is null ? Outcome.Passed : Outcome.Failed, result.Outcome);
    }

    [Fact]
    public async Task A_verdict_that_the_exit_code_contradicts_fails()
    {
        CaseResult result = await RunAsync("hello\\nall tests passed\\n", "semihosting", 9);

        Assert.Equal(["disagreement: verdict PASS, but exit code 9 and not 0"], result.Findings);
    }

    [Fact]
    public async Task An_exit_code_that_is_expected_agrees()
    {
        Assert.Equal(
            Outcome.Passed, (await RunAsync("hello\\nall tests passed\\n", "semihosting", 9, test => test with { ExitCode = 9 })).Outcome);
    }

    [Fact]
    public async Task An_exit_code_alone_never_passes()
    {
        Assert.Equal(Outcome.Failed, (await RunAsync("hello\\n", "semihosting", 0)).Outcome);
    }

    [Fact]
    public async Task A_hang_is_ended()
    {
        CaseResult result =
            await RunAsync("hello\\n", "spin", 0, test => test with { Boot = test.Boot with { TimeLimit = TimeSpan.FromSeconds(1) } });

        Assert.Equal(["hang: no verdict within 1 s"], result.Findings);
        Assert.InRange(result.Duration.TotalSeconds, 1, 10);
    }

    [Fact]
    public async Task A_guest_that_does_not_end_after_its_verdict_hangs_too()
    {
        CaseResult result =
            await RunAsync("hello\\nall tests passed\\n", "spin", 0,
                test => test with { Boot = test.Boot with { TimeLimit = TimeSpan.FromSeconds(3) } });

        Assert.Equal(["hang: verdict PASS, but the guest did not stop within 3 s"], result.Findings);
    }

    [Theory]
    [InlineData("hello\\nall tests passed\\n", Outcome.Passed)]
    [InlineData("hello\\nall tests passed\\npanic\\n", Outcome.Failed)]
    public async Task Unless_the_verdict_is_its_end(string text, Outcome outcome)
    {
        CaseResult result = await RunAsync(text, "spin", 0, test => test with { EndsAtVerdict = true });

        Assert.Equal(outcome, result.Outcome);
        Assert.InRange(result.Duration.TotalSeconds, 0, 8);
    }

    [Fact]
    public async Task A_flood_is_capped()
    {
        CaseResult result =
            await RunAsync("hello\\nall tests passed\\n", "flood", 0, test => test with { Boot = test.Boot with { OutputLimit = 5000 } });

        Assert.Equal(["flood: more than 5000 bytes"], result.Findings);
        Assert.Equal(5000, result.Log!.Serial.Length);
    }

    [Fact]
    public async Task A_forbidden_text_fails_what_would_pass()
    {
        CaseResult result =
            await RunAsync("hello\\nWARNING: x\\nall tests passed\\n", "power_off", 0,
                test => test with { Forbid = [LinePattern.Literal("WARNING")] });

        Assert.Equal(["forbidden text 'WARNING' in line 2: WARNING: x"], result.Findings);
    }

    [Fact]
    public async Task Lines_in_another_order_fail_what_would_pass()
    {
        CaseResult result = await RunAsync(
            "ready\\nhello\\nall tests passed\\n",
                "power_off", 0, test => test with { Expect = [LinePattern.Literal("hello"), LinePattern.Literal("ready")] });

        Assert.Equal(Outcome.Failed, result.Outcome);
        Assert.Contains("'ready', did not come after line 2 ('hello'); wrong order: it came in line 1", Assert.Single(result.Findings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_QEMU_that_does_not_start_is_named()
    {
        CaseResult result =
            await RunAsync("hello\\n", "spin", 0, test => test with { Boot = test.Boot with { QemuArguments = ["-no-such-option"] } });

        Assert.StartsWith("target failed: ", Assert.Single(result.Findings), StringComparison.Ordinal);
        Assert.Contains("-no-such-option", result.Findings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_QEMU_that_crashes_is_named_even_after_a_verdict()
    {
        using TemporaryFolder folder = new();
        string qemu = folder.Write("qemu", "#!/bin/sh\necho hello\necho all tests passed\nkill -SEGV $$\n");
        string chain = folder.Write("chain", $"#!/bin/sh\nQEMU={qemu} exec {Repository.PathOf("qemu", "run")} \"$@\"\n");
        File.SetUnixFileMode(qemu, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(chain, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        CaseResult result = await RunAsync("", "spin", 0, test => test with { Boot = test.Boot with { Chain = chain } });

        Assert.Contains("QEMU was ended by signal 11", Assert.Single(result.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_image_is_named()
    {
        TestCase test = Case("/nowhere/Image");

        CaseResult result = await new CaseRunner(new QemuTarget()).RunAsync(test, TestContext.Current.CancellationToken);

        Assert.Equal(Outcome.Failed, result.Outcome);
        Assert.Contains("/nowhere/Image", Assert.Single(result.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_case_needs_and_is_not_there_skips_it_with_the_reason()
    {
        TestCase test = Case("/nowhere/Image") with { Needs = ["/nowhere/tree.dtb"] };

        CaseResult result = await new CaseRunner(new QemuTarget()).RunAsync(test, TestContext.Current.CancellationToken);

        Assert.Equal(Outcome.Skipped, result.Outcome);
        Assert.Equal(["needs /nowhere/tree.dtb"], result.Findings);
    }

    private static async Task<CaseResult> RunAsync(string text, string end, int code = 0, Func<TestCase, TestCase>? change = null)
    {
        using ForeignImage image = new(text, end, code);
        TestCase test = Case(image.Path);
        return await new CaseRunner(new QemuTarget()).RunAsync(change?.Invoke(test) ?? test, TestContext.Current.CancellationToken);
    }

    private static TestCase Case(string image) => new()
    {
        Name = "foreign",
        Source = "foreign.json",
        Boot = new BootCase { Image = image, HasVerdict = false, Exit = GuestExit.Psci, TimeLimit = TimeSpan.FromSeconds(20) },
        Verdict = s_rule,
        Expect = [LinePattern.Literal("hello")],
    };
}
