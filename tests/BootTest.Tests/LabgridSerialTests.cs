using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>
/// Cases by way of labgrid's serial port over TCP and power by commands: labs/labgrid-console with labs/labgrid-board.yaml.
/// </summary>
[Trait("Area", "The boot-test runner")]
[Trait("Run", "slow")]
public sealed class LabgridSerialTests : IDisposable
{
    private const string ImageText = "an image";

    private static readonly string s_console = Repository.PathOf("qemu", "boottest", "labs", "labgrid-console");

    private readonly TemporaryFolder _folder = new();
    private readonly NetworkBoard _board = new();

    public LabgridSerialTests() => LabPackage.RequireLabgrid();

    public void Dispose()
    {
        _board.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("", "", Outcome.Passed, null)]
    [InlineData("PASS", "FAIL board (12)", Outcome.Failed, "verdict FAIL board (12), expected PASS")]
    [InlineData("0xb8e10002", "0xb8e1002", Outcome.Inconclusive, "report: crc32")]
    public async Task A_board_is_judged_as_everywhere(string text, string said, Outcome outcome, string? finding)
    {
        string boot = SampleReport.Report(ImageText).Replace("\n", "\r\n", StringComparison.Ordinal);
        Task<CaseResult> run = RunAsync(_folder.Write("Image", ImageText));

        await _board.StartsAsync();
        await _board.SayAsync(text.Length > 0 ? boot.Replace(text, said, StringComparison.Ordinal) : boot);

        CaseResult result = await run;
        Assert.Equal(outcome, result.Outcome);
        Assert.StartsWith(finding ?? "", string.Join('\n', result.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_boot_said_does_not_count_and_a_hang_is_ended()
    {
        Task<CaseResult> run = RunAsync(_folder.Write("Image", ImageText), seconds: 8);

        await _board.StartsAsync(earlier: SampleReport.Report(ImageText));
        await _board.SayAsync("silence\n");

        CaseResult result = await run;
        Assert.StartsWith("hang: no verdict within 8 s", result.Findings[0], StringComparison.Ordinal);
        Assert.Equal("silence\n", result.Log!.Serial);
    }

    /// <summary>out/Image, which make image has built, on a QEMU at the other end of the port; the line ends with QEMU.</summary>
    [Fact]
    public async Task QEMU_behind_a_serial_port_server_passes_with_every_byte()
    {
        string image = Repository.PathOf("out", "Image");
        Task<CaseResult> run = RunAsync(image);

        await _board.StartsAsync();
        using Process qemu = Command.Start(Repository.Root, Repository.PathOf("qemu", "run"), [$"IMAGE={image}", "APPEND=alt.report=json"]);
        await _board.SayAsync(qemu.StandardOutput.BaseStream);
        _board.Unplug();

        CaseResult result = await run;
        Assert.Empty(result.Findings);
        Assert.Equal(Outcome.Passed, result.Outcome);
    }

    [Fact]
    public async Task A_port_that_nobody_serves_is_a_target_that_failed()
    {
        string environment = _board.Environment();
        _board.Unplug();

        CaseResult result = await RunAsync(_folder.Write("Image", ImageText), environment: environment);

        Assert.Equal(["target failed: the serial line was closed before a verdict"], result.Findings);
    }

    /// <summary>As in a shell with an active virtual environment.</summary>
    [Fact]
    public async Task Another_python_first_on_the_path_is_no_obstacle()
    {
        Directory.CreateDirectory(_folder.PathOf("bin"));
        File.CreateSymbolicLink(_folder.PathOf("bin/python3"), "/usr/bin/python3");
        _folder.Write("pyvenv.cfg", "home = /usr/bin\ninclude-system-site-packages = false\n");

        (int exitCode, string[] output) =
            await ConsoleAsync("PATH", $"{_folder.PathOf("bin")}:/usr/bin:/bin", _folder.Write("lab.yaml", "targets: { other: {} }"));

        Assert.Equal(1, exitCode);
        Assert.EndsWith("lab.yaml has no target main", output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_labgrid_it_says_what_to_install()
    {
        Directory.CreateDirectory(_folder.PathOf("labgrid"));
        _folder.Write("labgrid/__init__.py", "raise ImportError('no labgrid here')");

        (int exitCode, string[] output) = await ConsoleAsync("PYTHONPATH", _folder.Path, "lab.yaml");

        Assert.Equal(1, exitCode);
        Assert.Equal(["labgrid-console: no labgrid here: install labgrid (Debian 12: python3-labgrid; qemu/setup test does it)"], output);
    }

    private static async Task<(int ExitCode, string[] Output)> ConsoleAsync(string variable, string value, string environment)
    {
        CommandResult result =
            await Command.RunAsync(Repository.Root, s_console, [environment], new Dictionary<string, string> { [variable] = value });
        return (result.ExitCode, result.Lines);
    }

    private Task<CaseResult> RunAsync(string image, int seconds = 20, string? environment = null)
    {
        TestCase test = new()
        {
            Name = "board",
            Source = "board.json",
            Boot = new BootCase { Image = image, Append = "alt.report=json", TimeLimit = TimeSpan.FromSeconds(seconds) },
            Report = true,
        };
        string target = $"command:{s_console} {_folder.Write("lab.yaml", environment ?? _board.Environment())}";
        return new CaseRunner(Target.Parse(target, null, null)!).RunAsync(test, TestContext.Current.CancellationToken);
    }
}
