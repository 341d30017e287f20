using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>
/// qemu/media/push over a line that damages what is sent. Beside <see cref="PushTests"/>, and at the same time: loading takes its
/// time.
/// </summary>
[Trait("Area", "Boot media")]
public sealed class DamagedPushTests
{
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

        CommandResult result = await board.PushAsync(folder.PathOf("Image"), "", folder.PathOf("bin"));

        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Equal(3, result.ExitCode);
        Assert.DoesNotContain("Starting kernel", result.Output, StringComparison.Ordinal);
    }
}
