using System;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>What qemu/run makes of guests that don't behave. None of these boots the Image.</summary>
[Trait("Area", "The boot-test runner")]
public sealed class QemuRunTests
{
    [Theory]
    [InlineData("[    0.001234] PASS\\n", 0)]
    [InlineData("noise\\r\\nPASS\\r\\n", 0)]
    [InlineData("FAIL alternatives (7)\\n", 7)]
    public async Task A_verdict_and_its_code_come_through(string text, int code)
    {
        BootLog log = await BootAsync(text, "semihosting", code);

        Assert.Equal(code, log.ExitCode);
        Assert.Equal(code, log.Verdict?.Code);
        Assert.Equal(code == 0, log.Passed);
    }

    [Theory]
    [InlineData("PASS\\n", 7)]
    [InlineData("FAIL alternatives (7)\\n", 0)]
    [InlineData("FAIL alternatives (7)\\n", 8)]
    [InlineData("PASS\\nFAIL late (9)\\n", 0)]
    [InlineData("no verdict\\n", 0)]
    [InlineData("XPASS\\nPASSED\\n", 0)]
    [InlineData("half a line PASS\\n", 0)]
    [InlineData("", 0)]
    public async Task A_code_that_contradicts_the_serial_line_is_a_disagreement(string text, int code)
    {
        BootLog log = await BootAsync(text, "semihosting", code);

        Assert.Equal(RunStatus.Disagreement, log.ExitCode);
        Assert.Contains("disagreement", log.Diagnostics, StringComparison.Ordinal);
        Assert.False(log.Passed);
    }

    /// <summary>By the script, which asks boottest; the others boot by boottest, which judges itself.</summary>
    [Theory]
    [InlineData("PASS\\n", "semihosting", 0, 0, "guest code 0: PASS")]
    [InlineData("FAIL alternatives (7)\\n", "semihosting", 7, 7, "guest code 7: FAIL alternatives (7)")]
    [InlineData(
        "FAIL alternatives (7)\\n", "power_off", 0, 123,
        "disagreement: exit code 0, but the verdict on serial is FAIL alternatives (7)")]
    [InlineData("no verdict\\n", "semihosting", 0, 123, "disagreement: exit code 0, but no verdict on serial")]
    [InlineData("PASS\\n", "hang", 0, 124, "verdict PASS, but the guest did not stop within 1 s (TIME_LIMIT)")]
    [InlineData("PASS\\n", "flood", 0, 126, "the guest printed more than 10000 bytes: stopped (OUTPUT_LIMIT)")]
    public async Task The_script_judges_alike(string text, string end, int code, int status, string message)
    {
        using GuestProgram guest = new("verdict.S", $"TEXT=\"{text}\"", $"CODE={code}", $"END={end}");

        CommandResult result = await Command.RunAsync(
            Repository.Root, Repository.PathOf("qemu", "run"), [$"IMAGE={guest.Image}", "TIME_LIMIT=1", "OUTPUT_LIMIT=10000"]);

        Assert.Equal(status, result.ExitCode);
        Assert.EndsWith($"qemu/run: {message}\n", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PASS\\n", 0)]
    [InlineData("FAIL alternatives (7)\\n", 7)]
    public async Task Power_off_leaves_the_verdict_to_the_serial_line(string text, int code)
    {
        BootLog log = await BootAsync(text, "power_off", 0, new BootCase { Exit = GuestExit.Psci });

        Assert.Equal(code, log.ExitCode);
    }

    [Theory]
    [InlineData("still working\\n", "no verdict within 1 s")]
    [InlineData("PASS\\n", "verdict PASS, but the guest did not stop within 1 s")]
    public async Task A_hang_ends_at_the_time_limit(string text, string message)
    {
        BootLog log = await BootAsync(text, "hang", 0, new BootCase { TimeLimit = TimeSpan.FromSeconds(1) });

        Assert.Equal(RunStatus.TimeLimit, log.ExitCode);
        Assert.Contains(message, log.Diagnostics, StringComparison.Ordinal);
        Assert.False(log.Passed);
    }

    [Fact]
    public async Task A_flood_ends_at_the_output_limit()
    {
        BootLog log = await BootAsync("PASS\\n", "flood", 0, new BootCase { OutputLimit = 10_000 });

        Assert.Equal(RunStatus.OutputLimit, log.ExitCode);
        Assert.Equal(10_000, log.Serial.Length);
        Assert.False(log.Passed);
    }

    [Fact]
    public async Task A_QEMU_that_does_not_start_is_named()
    {
        BootLog log = await BootAsync("PASS\\n", "semihosting", 0, new BootCase { QemuArguments = ["-no-such-option"] });

        Assert.Equal(RunStatus.QemuFailed, log.ExitCode);
        Assert.Contains("-no-such-option", log.Diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_image_is_named()
    {
        BootLog log = await QemuRun.StartAsync(new BootCase { Image = "/nowhere/Image" }, TestContext.Current.CancellationToken);

        Assert.Equal(RunStatus.WrongValue, log.ExitCode);
        Assert.Contains("/nowhere/Image", log.Diagnostics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cortex-a73", 1, "128", "CPU=cortex-a73")]
    [InlineData("max", 4, "128", "EL=4")]
    [InlineData("max", 1, "lots", "MEM=lots")]
    public async Task A_wrong_value_is_named(string cpu, int exceptionLevel, string memory, string message)
    {
        BootCase bootCase = new() { Cpu = cpu, ExceptionLevel = exceptionLevel, Memory = memory };

        BootLog log = await QemuRun.StartAsync(bootCase, TestContext.Current.CancellationToken);

        Assert.Equal(RunStatus.WrongValue, log.ExitCode);
        Assert.Contains(message, log.Diagnostics, StringComparison.Ordinal);
        Assert.Single(log.Diagnostics.Trim().Split('\n'));
    }

    [Fact]
    public async Task An_unknown_CPU_is_answered_with_the_known_ones()
    {
        BootLog log = await QemuRun.StartAsync(new BootCase { Cpu = "cortex-a73" }, TestContext.Current.CancellationToken);

        Assert.Contains("cortex-a35 cortex-a53", log.Diagnostics, StringComparison.Ordinal);
        Assert.Contains("neoverse-v1 a64fx max", log.Diagnostics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_QEMU_outlives_a_killed_run(bool politely)
    {
        using GuestProgram guest = new("verdict.S", "TEXT=\"\"", "CODE=0", "END=hang");

        Assert.False(await LeavesQemuBehind.AfterAsync(guest.Image, politely));
    }

    private static async Task<BootLog> BootAsync(string text, string end, int code, BootCase? bootCase = null)
    {
        using GuestProgram guest = new("verdict.S", $"TEXT=\"{text}\"", $"CODE={code}", $"END={end}");
        return await QemuRun.StartAsync((bootCase ?? new BootCase()) with { Image = guest.Image }, TestContext.Current.CancellationToken);
    }
}
