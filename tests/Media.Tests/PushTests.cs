using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>qemu/media/push through a pseudo-terminal.</summary>
[Trait("Area", "Boot media")]
public sealed partial class PushTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    [Fact]
    [Proof("media")]
    public async Task An_Image_goes_through_U_Boot_into_memory_and_boots()
    {
        using SerialBoard board = await SerialBoard.UBootOnPiAsync();

        CommandResult result = await board.PushAsync(image.Image, "alt.report=quiet");

        Assert.Contains($"U-Boot has the Image: {image.Bytes.Length} bytes, crc32 ", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Starting kernel", result.Output, StringComparison.Ordinal);
        Assert.Matches(EntryPattern(), result.Output);
        Assert.Contains("Kernel command line: alt.report=quiet\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("push: PASS\n", result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    /// <summary>The same with a program of a few instructions: a serial line takes minutes for an Image.</summary>
    [Fact]
    public async Task A_small_program_goes_through_U_Boot_into_memory_and_runs()
    {
        const string MiniUart = "0xfe215040"; // AUX_MU_IO_REG of a BCM2711
        using GuestProgram program = new("verdict.S", $"UART={MiniUart}", "TEXT=\"small\\nFAIL board (12)\\n\"", "END=hang");
        using SerialBoard board = await SerialBoard.UBootOnPiAsync();

        CommandResult result = await board.PushAsync(program.Image, "");

        Assert.Contains(
            $"U-Boot has the Image: {new FileInfo(program.Image).Length} bytes, crc32 ", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Starting kernel", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("push: FAIL board (12)\n", result.Errors, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_board_that_says_nothing_is_given_up_with_a_remedy()
    {
        using SerialBoard board = await SerialBoard.VirtAsync("");

        CommandResult result = await MediaCommand.RunAsync("push", new() { ["TTY"] = board.Tty, ["TIME_LIMIT"] = "2" });

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("no U-Boot prompt within 2 s: check the wiring and BAUD=115200", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TTY", "", "no serial line: make push TTY=/dev/ttyUSB0")]
    [InlineData("TTY", "/dev/nowhere", "TTY=/dev/nowhere is no serial line: plug the adapter in")]
    [InlineData("TTY", "/dev/null", "TTY=/dev/null doesn't take BAUD=115200: try 115200")]
    [InlineData("IMAGE", "/nowhere/Image", "no image at /nowhere/Image: make image")]
    [InlineData("APPEND", "it's", "APPEND has a '")]
    public async Task A_wrong_value_is_named_in_one_line(string name, string value, string message)
    {
        Dictionary<string, string> variables = new() { ["TTY"] = "/dev/null", [name] = value };

        CommandResult result = await MediaCommand.RunAsync("push", variables);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"entered at EL2, loaded at 0x00200000\n")]
    private static partial Regex EntryPattern();
}
