using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>qemu/media/report-hardware through a pseudo-terminal.</summary>
[Trait("Area", "Boot media")]
public sealed partial class ReportHardwareTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    [Fact]
    public async Task A_boot_becomes_a_report_with_the_hash_of_the_Image()
    {
        (CommandResult result, string report) = await ReportAsync("alt.report=json");

        Assert.EndsWith("can be submitted: PASS\n", result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"image: sha256 {Convert.ToHexStringLower(SHA256.HashData(image.Bytes))}", report.Split('\n')[0]);
        Assert.Matches(CapturedPattern(), report);
        Assert.Contains("\nreported: 1 @boot, ", report, StringComparison.Ordinal);
        Assert.Contains("Booting on CPU [MIDR ", report, StringComparison.Ordinal);
        Assert.Contains("\n@alt-summary {", report, StringComparison.Ordinal);
        Assert.Matches(VerdictPattern(), report);
    }

    [Theory]
    [InlineData("@idregs {\"cpu\":0}\r\n@idregs {\"cpu\":1}\r\n@new {}\r\n", "1 @boot, 2 @idregs, 1 @new, 1 @alt, 1 @alt-summary", true)]
    [InlineData("no @idregs here\r\n", "1 @boot, 1 @alt, 1 @alt-summary", false)]
    public async Task Lines_of_every_kind_are_collected_and_missing_ID_registers_are_named(string lines, string kinds, bool hasRegisters)
    {
        using TemporaryFolder folder = new();
        using PseudoTerminal board = new();
        string path = folder.Write("Image", "an image");
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        Task<CommandResult> capture = MediaCommand.RunAsync("report-hardware", new()
        {
            ["TTY"] = board.Device,
            ["IMAGE"] = path,
            ["REPORT"] = folder.PathOf("report"),
            ["TIME_LIMIT"] = "10",
        });
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken); // until it listens
        board.Say($"@boot {{\"image\":\"{hash}\"}}\r\n{lines}@alt {{}}\r\n@alt-summary {{}}\r\n[    0.100000] PASS\r\n");

        CommandResult result = await capture;
        string report = File.ReadAllText(folder.PathOf("report"));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"\nreported: {kinds}\n", report, StringComparison.Ordinal);
        Assert.Contains(lines.Replace("\r", "", StringComparison.Ordinal), report, StringComparison.Ordinal);
        Assert.Equal(!hasRegisters, report.Contains("\nID registers: none, no @idregs line came\n", StringComparison.Ordinal));
        Assert.Equal(!hasRegisters, result.Errors.Contains("no ID registers: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_without_the_sites_says_how_to_get_them()
    {
        (CommandResult result, _) = await ReportAsync("");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no @alt lines: make the card with APPEND=alt.report=json", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_another_Image_is_noticed()
    {
        using TemporaryFolder folder = new();

        (CommandResult result, _) = await ReportAsync("alt.report=json", folder.Write("Image", "another"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the board runs another Image", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_named()
    {
        using TemporaryFolder folder = new();
        using SerialBoard board = await SerialBoard.VirtAsync("");

        CommandResult result =
            await MediaCommand.RunAsync(
                "report-hardware", new() { ["TTY"] = board.Tty, ["TIME_LIMIT"] = "1", ["REPORT"] = folder.PathOf("report") });

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("nothing was heard within 1 s", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TTY", "", "no serial line: make report-hardware TTY=/dev/ttyUSB0")]
    [InlineData("IMAGE", "/nowhere/Image", "no image at /nowhere/Image: make image")]
    [InlineData("TIME_LIMIT", "soon", "TIME_LIMIT=soon: seconds")]
    public async Task A_wrong_value_is_named_in_one_line(string name, string value, string message)
    {
        Dictionary<string, string> variables = new() { ["TTY"] = "/dev/null", [name] = value };

        CommandResult result = await MediaCommand.RunAsync("report-hardware", variables);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private async Task<(CommandResult Result, string Report)> ReportAsync(string append, string? path = null)
    {
        using TemporaryFolder folder = new();
        using SerialBoard board = await SerialBoard.VirtAsync(append);
        Task<CommandResult> capture = MediaCommand.RunAsync("report-hardware", new()
        {
            ["TTY"] = board.Tty,
            ["IMAGE"] = path ?? image.Image,
            ["REPORT"] = folder.PathOf("report"),
            ["TIME_LIMIT"] = "20",
        });
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken); // until it listens
        board.Continue();
        return (await capture, File.ReadAllText(folder.PathOf("report")));
    }

    [GeneratedRegex(@"\ncaptured: [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z\n")]
    private static partial Regex CapturedPattern();

    [GeneratedRegex(@"\n(\[[^]]*\] )?PASS\n$")]
    private static partial Regex VerdictPattern();
}
