using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>Boards: a serial device (one end of a pseudoterminal), serial over TCP, the output of a command.</summary>
[Trait("Area", "The boot-test runner")]
public sealed class BoardTests : IDisposable
{
    private const string Image = "an image";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Passes_over_a_serial_line_through_noise_and_CRLF()
    {
        using PseudoTerminal line = new();
        Task<CaseResult> run = RunAsync($"serial:{line.Device}", power: $"touch {_folder.PathOf("on")}");
        await FileAsync("on");

        line.Say("\u0000\u00f8U-Boot\r\n");
        foreach (string text in SampleReport.Report(Image).Split('\n'))
        {
            line.Say($"{text}\r\n");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        CaseResult result = await run;
        Assert.Empty(result.Findings);
        Assert.Equal(Outcome.Passed, result.Outcome);
        Assert.StartsWith("\u0000\u00f8U-Boot\r\n", result.Log!.Serial, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_byte_is_inconclusive()
    {
        using PseudoTerminal line = new();
        Task<CaseResult> run = RunAsync($"serial:{line.Device}", power: $"touch {_folder.PathOf("on")}");
        await FileAsync("on");

        line.Say(SampleReport.Report(Image).Replace("0xb8e10002", "0xb8e1002", StringComparison.Ordinal));

        Assert.Equal(Outcome.Inconclusive, (await run).Outcome);
    }

    [Fact]
    public async Task What_an_earlier_boot_said_does_not_count()
    {
        using PseudoTerminal line = new();
        line.Say("PASS\n");
        Task<CaseResult> run = RunAsync($"serial:{line.Device}", power: $"touch {_folder.PathOf("on")}", seconds: 2);
        await FileAsync("on");

        line.Say("silence\n");

        CaseResult result = await run;
        Assert.StartsWith("hang: no verdict within 2 s", result.Findings[0], StringComparison.Ordinal);
        Assert.Equal("silence\n", result.Log!.Serial);
    }

    [Fact]
    public async Task A_silent_board_ends_at_the_time_limit()
    {
        using PseudoTerminal line = new();

        CaseResult result = await RunAsync($"serial:{line.Device}", seconds: 1);

        Assert.Equal(["hang: no verdict within 1 s", "no output"], result.Findings);
    }

    [Fact]
    public async Task A_board_that_floods_is_cut_off()
    {
        CaseResult result = await RunAsync("command:yes", change: test => test with { Boot = test.Boot with { OutputLimit = 10_000 } });

        Assert.StartsWith("flood: more than 10000 bytes", result.Findings[0], StringComparison.Ordinal);
        Assert.Equal(10_000, result.Log!.Serial.Length);
    }

    [Fact]
    public async Task An_adapter_that_is_unplugged_is_named()
    {
        PseudoTerminal line = new();
        Task<CaseResult> run = RunAsync($"serial:{line.Device}", power: $"touch {_folder.PathOf("on")}");
        await FileAsync("on");
        line.Say("half a bo");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        line.Dispose();

        Assert.StartsWith("target failed: the serial line was closed", (await run).Findings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/nowhere")]
    [InlineData("/dev/null")]
    public async Task A_device_that_is_no_serial_line_is_named(string device)
    {
        CaseResult result = await RunAsync($"serial:{device}");

        Assert.Contains(device, Assert.Single(result.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flash_and_power_commands_know_the_case_and_run_in_this_order()
    {
        string log = _folder.PathOf("log");
        string board = _folder.Write("boot.log", SampleReport.Report(Image));

        CaseResult result = await RunAsync(
            $"command:cat {board}",
            flash: $"echo flash $BOOTTEST_NAME $BOOTTEST_IMAGE $BOOTTEST_APPEND >> {log}",
            power: $"echo power >> {log}");

        Assert.Equal([$"flash board {_folder.PathOf("Image")} alt.report=json", "power"],
            await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken));
        Assert.NotNull(result.Log);
    }

    [Fact]
    public async Task A_command_that_fails_is_named_with_what_it_said()
    {
        CaseResult result = await RunAsync("command:cat", flash: "echo no card >&2; exit 4");

        Assert.Equal(["target failed: flash failed with exit code 4: echo no card >&2; exit 4\nno card"], result.Findings);
    }

    [Fact]
    public async Task Passes_over_TCP()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<CaseResult> run = RunAsync($"tcp:127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        using TcpClient board = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await board.GetStream().WriteAsync(Encoding.Latin1.GetBytes(SampleReport.Report(Image)), TestContext.Current.CancellationToken);

        Assert.Equal(Outcome.Passed, (await run).Outcome);
    }

    [Fact]
    public async Task A_TCP_port_that_nobody_serves_is_named()
    {
        Assert.StartsWith("target failed: ", Assert.Single((await RunAsync("tcp:127.0.0.1:1")).Findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serial:")]
    [InlineData("tcp:host")]
    [InlineData("tcp:host:99999")]
    [InlineData("ssh:host")]
    [InlineData("")]
    public void A_target_that_is_none_is_refused(string target) => Assert.Null(Target.Parse(target, null, null));

    private Task<CaseResult> RunAsync(
        string target, string? flash = null, string? power = null, int seconds = 20, Func<TestCase, TestCase>? change = null)
    {
        TestCase test = new()
        {
            Name = "board",
            Source = "board.json",
            Boot = new BootCase
            {
                Image = _folder.Write("Image", Image),
                Append = "alt.report=json",
                TimeLimit = TimeSpan.FromSeconds(seconds)
            },
            Report = true,
        };
        return new CaseRunner(Target.Parse(target, flash, power)!).RunAsync(
            change?.Invoke(test) ?? test, TestContext.Current.CancellationToken);
    }

    private async Task FileAsync(string name)
    {
        while (!File.Exists(_folder.PathOf(name)))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
