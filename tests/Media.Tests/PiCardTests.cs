using System;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>qemu/chains/pi-uboot: a card booted by Debian's U-Boot for the Raspberry Pi 4.</summary>
[Trait("Area", "Boot media")]
public sealed class PiCardTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    [Fact]
    public async Task A_card_boots_by_its_script()
    {
        CommandResult boot =
            await Command.RunAsync(
                "/", Repository.PathOf("qemu", "chains", "pi-uboot"), [$"IMAGE={image.Image}", "APPEND=alt.report=quiet"]);

        Assert.Contains("Found U-Boot script /boot.scr", boot.Output, StringComparison.Ordinal);
        Assert.Contains($"{image.Bytes.Length} bytes read", boot.Output, StringComparison.Ordinal);
        Assert.Contains("Using Device Tree in place at 0000000008000000", boot.Output, StringComparison.Ordinal);
        Assert.Contains("Machine model: Raspberry Pi 4 Model B", boot.Output, StringComparison.Ordinal);
        Assert.Contains("entered at EL2, loaded at 0x00200000", boot.Output, StringComparison.Ordinal);
        Assert.True(boot.ExitCode == 0, boot.Output + boot.Errors);
    }
}
