using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>qemu/media/netboot: the folder, and a boot from it.</summary>
[Trait("Area", "Boot media")]
public sealed class NetbootTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    [Fact]
    public async Task The_folder_holds_the_files_of_a_card_and_what_pxe_asks_for()
    {
        using TemporaryFolder folder = new();

        CommandResult result = await MediaCommand.RunAsync("netboot", new()
        {
            ["DIR"] = folder.PathOf("tftp"),
            ["APPEND"] = "alt.report=json",
            ["FIRMWARE"] = Firmware.Make(folder, Firmware.Names("rpi4")),
        });
        SortedDictionary<string, byte[]> files = Disk.Files(folder.PathOf("tftp"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [.. MediaReadme.FilesUnder("What is on a card", "rpi4").Append("boot.scr.uimg").Append("pxelinux.cfg/default")
                .Order(StringComparer.Ordinal)], files.Keys);
        Assert.Equal(image.Bytes, files["kernel8.img"]);
        Assert.EndsWith("\tkernel kernel8.img\n\tappend alt.report=json\n", Encoding.UTF8.GetString(files["pxelinux.cfg/default"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task U_Boot_boots_from_it()
    {
        using TemporaryFolder folder = new();
        CommandResult filled =
            await MediaCommand.RunAsync("netboot", new() { ["DIR"] = folder.Path, ["APPEND"] = "baremetal.exit=semihosting" });
        CommandResult boot = await Command.RunAsync("/", Repository.PathOf("qemu", "run"),
        [
            "IMAGE=none", "--", "-bios", "/usr/lib/u-boot/qemu_arm64/u-boot.bin",
            "-netdev", $"user,id=net,tftp={folder.Path}", "-device", "virtio-net-device,netdev=net",
        ]);

        Assert.True(filled.ExitCode == 0, filled.Errors);
        Assert.Contains("Retrieving file: kernel8.img", boot.Output, StringComparison.Ordinal);
        Assert.True(boot.ExitCode == 0, boot.Output + boot.Errors);
    }
}
