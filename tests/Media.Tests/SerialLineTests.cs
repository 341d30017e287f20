using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>qemu/media/push and qemu/media/report-hardware, each through a pseudo-terminal.</summary>
public sealed partial class SerialLineTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    [Fact]
    public async Task An_Image_goes_through_U_Boot_into_memory_and_boots()
    {
        using SerialBoard board = await SerialBoard.UBootOnPiAsync();

        CommandResult result = await PushAsync(board, image.Image, "alt.report=quiet");

        Assert.Contains($"U-Boot has the Image: {image.Bytes.Length} bytes, crc32 ", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Starting kernel", result.Output, StringComparison.Ordinal);
        Assert.Matches(EntryPattern(), result.Output);
        Assert.Contains("Kernel command line: alt.report=quiet\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("push: PASS\n", result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("damaged", "the Image in memory is damaged (its crc32 isn't ")]
    [InlineData("cut", "U-Boot did not receive 3000 bytes: try again")]
    [InlineData("refused", "the transfer broke off: check the ground wire")]
    public async Task What_arrives_otherwise_is_not_started(string how, string message)
    {
        using TemporaryFolder folder = new();
        byte[] bytes = new byte[3000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(folder.PathOf("Image"), bytes);
        bytes[2000] ^= 1;
        File.WriteAllBytes(folder.PathOf("damaged"), bytes);
        File.WriteAllBytes(folder.PathOf("cut"), bytes[..2900]);
        folder.WriteScript("bin/sb", $$"""PATH=${PATH#*:}; exec sb "${@:1:$#-1}" {{folder.PathOf(how)}}""");
        using SerialBoard board = await SerialBoard.UBootOnPiAsync();

        CommandResult result = await PushAsync(board, folder.PathOf("Image"), "", folder.PathOf("bin"));

        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Equal(3, result.ExitCode);
        Assert.DoesNotContain("Starting kernel", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_that_says_nothing_is_given_up_with_a_remedy()
    {
        using SerialBoard board = await SerialBoard.VirtAsync("");

        CommandResult result = await Command.MediaAsync("push", new() { ["TTY"] = board.Tty, ["TIME_LIMIT"] = "2" });

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("no U-Boot prompt within 2 s: check the wiring and BAUD=115200", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("push", "TTY", "", "no serial line: make push TTY=/dev/ttyUSB0")]
    [InlineData("push", "TTY", "/dev/nowhere", "TTY=/dev/nowhere is no serial line: plug the adapter in")]
    [InlineData("push", "TTY", "/dev/null", "TTY=/dev/null doesn't take BAUD=115200: try 115200")]
    [InlineData("push", "IMAGE", "/nowhere/Image", "no image at /nowhere/Image: make image")]
    [InlineData("push", "APPEND", "it's", "APPEND has a '")]
    [InlineData("report-hardware", "TTY", "", "no serial line: make report-hardware TTY=/dev/ttyUSB0")]
    [InlineData("report-hardware", "IMAGE", "/nowhere/Image", "no image at /nowhere/Image: make image")]
    [InlineData("report-hardware", "TIME_LIMIT", "soon", "TIME_LIMIT=soon: seconds")]
    public async Task A_wrong_value_is_named_in_one_line(string script, string name, string value, string message)
    {
        Dictionary<string, string> variables = new() { ["TTY"] = "/dev/null", [name] = value };

        CommandResult result = await Command.MediaAsync(script, variables);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_boot_becomes_a_report_with_the_hash_of_the_Image()
    {
        (CommandResult result, string report) = await ReportAsync("alt.report=json");

        Assert.EndsWith("is complete: PASS\n", result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"image: sha256 {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(image.Bytes))}", report.Split('\n')[0]);
        Assert.Matches(CapturedPattern(), report);
        Assert.Contains("Booting on CPU [MIDR ", report, StringComparison.Ordinal);
        Assert.Contains("\n@alt-summary {", report, StringComparison.Ordinal);
        Assert.Matches(VerdictPattern(), report);
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

        CommandResult result = await Command.MediaAsync("report-hardware", new() { ["TTY"] = board.Tty, ["TIME_LIMIT"] = "1", ["REPORT"] = folder.PathOf("report") });

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("nothing was heard within 1 s", result.Errors, StringComparison.Ordinal);
    }

    private static Task<CommandResult> PushAsync(SerialBoard board, string path, string append, string folderOnPath = "/usr/bin")
    {
        return Command.MediaAsync("push", new()
        {
            ["TTY"] = board.Tty,
            ["IMAGE"] = path,
            ["APPEND"] = append,
            ["PATH"] = $"{folderOnPath}:{Environment.GetEnvironmentVariable("PATH")}",
        });
    }

    private async Task<(CommandResult Result, string Report)> ReportAsync(string append, string? path = null)
    {
        using TemporaryFolder folder = new();
        using SerialBoard board = await SerialBoard.VirtAsync(append);
        Task<CommandResult> capture = Command.MediaAsync("report-hardware", new()
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

    [GeneratedRegex(@"entered at EL2, loaded at 0x00200000\n")]
    private static partial Regex EntryPattern();

    [GeneratedRegex(@"\ncaptured: [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z\n")]
    private static partial Regex CapturedPattern();

    [GeneratedRegex(@"\n(\[[^]]*\] )?PASS\n$")]
    private static partial Regex VerdictPattern();
}
