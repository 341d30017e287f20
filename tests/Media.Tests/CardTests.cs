using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>qemu/media/sdcard and qemu/media/esp: what is in the images, and that they are the same each time.</summary>
[Trait("Area", "Boot media")]
public sealed class CardTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    private const byte Fat32 = 0x0c;
    private const byte EfiSystem = 0xef;
    private const uint Identity = 0x42614d65;
    private const string Heading = "What is on a card";

    [Theory]
    [InlineData("rpi4")]
    [InlineData("rpi3")]
    public async Task A_card_holds_what_the_README_lists(string board)
    {
        using TemporaryFolder folder = new();

        Disk card = await MakeCardAsync(board, new() { ["FIRMWARE"] = Firmware.Make(folder, Firmware.Names(board)) });
        SortedDictionary<string, byte[]> files = await card.ReadAsync();

        Assert.Equal(MediaReadme.FilesUnder(Heading, board), files.Keys);
        Assert.Equal(image.Bytes, files["kernel8.img"]);
        Assert.All(Firmware.Names(board), name => Assert.Equal(name, Encoding.UTF8.GetString(files[name])));
    }

    [Fact]
    public async Task A_card_without_firmware_holds_the_rest_and_the_missing_files_are_listed()
    {
        CommandResult result = await MediaCommand.RunAsync("sdcard", new() { ["BOARD"] = "rpi3" });
        SortedDictionary<string, byte[]> files = await Card("rpi3").ReadAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(MediaReadme.FilesUnder(Heading, "rpi3").Except(Firmware.Names("rpi3")), files.Keys);
        Assert.All(Firmware.Names("rpi3"), name => Assert.Contains($"\n  {name} ", result.Errors, StringComparison.Ordinal));
        Assert.Contains("raspi-firmware", result.Errors, StringComparison.Ordinal);
        Assert.Contains("https://github.com/raspberrypi/firmware", result.Errors, StringComparison.Ordinal);
        Assert.Contains("LICENCE.broadcom", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_file_that_a_firmware_folder_lacks_is_named_and_no_card_is_made()
    {
        using TemporaryFolder folder = new();
        File.Delete(CardPath("rpi3"));

        CommandResult result =
            await MediaCommand.RunAsync(
                "sdcard", new() { ["BOARD"] = "rpi3", ["FIRMWARE"] = Firmware.Make(folder, "bootcode.bin", "start4.elf") });

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            ["start.elf", "fixup.dat", "bcm2710-rpi-3-b.dtb and no bcm2837-rpi-3-b.dtb"],
            result.Errors.Split('\n').Where(line => line.Contains("firmware has no ", StringComparison.Ordinal))
                .Select(line => line.Split(" has no ", 2)[1]));
        Assert.False(File.Exists(CardPath("rpi3")));
    }

    [Fact]
    public async Task Linux_own_device_tree_of_a_Pi_3_gets_the_name_that_the_firmware_looks_for()
    {
        using TemporaryFolder folder = new();
        string[] names = [.. Firmware.Names("rpi3").Select(name => name.Replace("bcm2710", "bcm2837", StringComparison.Ordinal))];

        Disk card = await MakeCardAsync("rpi3", new() { ["FIRMWARE"] = Firmware.Make(folder, names) });
        SortedDictionary<string, byte[]> files = await card.ReadAsync();

        Assert.Equal("bcm2837-rpi-3-b.dtb", Encoding.UTF8.GetString(files["bcm2710-rpi-3-b.dtb"]));
        Assert.DoesNotContain("bcm2837-rpi-3-b.dtb", files.Keys);
    }

    [Fact]
    public async Task The_firmware_is_told_to_start_the_Image_in_64_bits_with_a_serial_line()
    {
        SortedDictionary<string, byte[]> files =
            await (await MakeCardAsync("rpi4", new() { ["APPEND"] = "alt.report=json id_aa64isar0.atomic=0" })).ReadAsync();
        string[] settings = [.. Encoding.UTF8.GetString(files["config.txt"]).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

        Assert.Equal(["arm_64bit=1", "kernel=kernel8.img", "enable_uart=1", "uart_2ndstage=1"], settings);
        Assert.Equal("alt.report=json id_aa64isar0.atomic=0\n", Encoding.UTF8.GetString(files["cmdline.txt"]));
    }

    [Fact]
    public async Task With_UBOOT_the_firmware_starts_that()
    {
        using TemporaryFolder folder = new();

        SortedDictionary<string, byte[]> files =
            await (await MakeCardAsync("rpi4", new() { ["UBOOT"] = folder.Write("u-boot.bin", "loader") })).ReadAsync();

        Assert.Contains("\nkernel=u-boot.bin\n", Encoding.UTF8.GetString(files["config.txt"]), StringComparison.Ordinal);
        Assert.Equal("loader", Encoding.UTF8.GetString(files["u-boot.bin"]));
        Assert.Equal(image.Bytes, files["kernel8.img"]);
    }

    [Fact]
    public async Task A_card_has_one_FAT_partition_of_64_MiB_less_the_first()
    {
        Disk card = await MakeCardAsync("rpi4", []);

        Assert.Equal((Fat32, 2048u, 63u * 2048), card.FirstPartition());
        Assert.Equal([.. new byte[48], 0x55, 0xaa], card.RestOfTable());
        Assert.Equal((Identity, Identity), card.Identities());
        Assert.Equal(64 << 20, new FileInfo(CardPath("rpi4")).Length);
    }

    [Fact]
    public async Task The_same_files_give_the_same_bytes_whenever_they_are_packed()
    {
        using TemporaryFolder folder = new();
        foreach ((string name, DateTime time,
            string order) in ((string, DateTime, string)[])[("first", new(2001, 2, 3), "sort"), ("second", new(2024, 5, 6), "sort -r")])
        {
            foreach (string file in (string[])["a.txt", "long-name.dtb", "SUB/B.EFI"])
            {
                File.SetLastWriteTime(folder.Write(Path.Combine(name, file), file), time);
            }

            folder.WriteScript("bin/find", $"""/usr/bin/find "$@" | {order}"""); // the order of a folder is the file system's affair
            Dictionary<string, string> variables =
                new() { ["PATH"] = $"{folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}" };
            CommandResult result = await MediaCommand.RunAsync("pack", variables, folder.PathOf(name), folder.PathOf(name + ".img"), "c");
            Assert.True(result.ExitCode == 0, result.Errors);
            await Task.Delay(TimeSpan.FromSeconds(2.1), TestContext.Current.CancellationToken); // FAT counts in steps of 2 s
        }

        Assert.Equal(File.ReadAllBytes(folder.PathOf("first.img")), File.ReadAllBytes(folder.PathOf("second.img")));
    }

    [Fact]
    public async Task Two_cards_are_the_same_bytes()
    {
        await MakeCardAsync("rpi4", []);
        byte[] first = File.ReadAllBytes(CardPath("rpi4"));
        await Task.Delay(TimeSpan.FromSeconds(2.1), TestContext.Current.CancellationToken);
        await MakeCardAsync("rpi4", []);

        Assert.Equal(first, File.ReadAllBytes(CardPath("rpi4")));
    }

    [Fact]
    public async Task A_UEFI_disk_holds_the_Image_where_firmware_looks_for_it()
    {
        CommandResult result = await MediaCommand.RunAsync("esp", []);
        Disk disk = new(Repository.PathOf("out", "esp.img"));
        SortedDictionary<string, byte[]> files = await disk.ReadAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(EfiSystem, disk.FirstPartition().Type);
        Assert.Equal("EFI/BOOT/BOOTAA64.EFI", Assert.Single(files.Keys));
        Assert.Equal(image.Bytes, files["EFI/BOOT/BOOTAA64.EFI"]);
    }

    [Theory]
    [InlineData("sdcard", "BOARD", "rpi5", "BOARD=rpi5: one of rpi4 rpi3")]
    [InlineData("sdcard", "BOARD", "rpi4/../..", "one of rpi4 rpi3")]
    [InlineData("sdcard", "IMAGE", "/nowhere/Image", "no image at /nowhere/Image: make image")]
    [InlineData("sdcard", "FIRMWARE", "/nowhere", "FIRMWARE=/nowhere is no folder")]
    [InlineData("sdcard", "UBOOT", "/nowhere", "UBOOT=/nowhere: no such file; Debian's package u-boot-rpi")]
    [InlineData("sdcard", "APPEND", "a\nb", "reads only the first line")]
    [InlineData("esp", "IMAGE", "/nowhere/Image", "no image at /nowhere/Image: make image")]
    [InlineData("netboot", "DIR", "", "make netboot DIR=")]
    public async Task A_wrong_value_is_named_in_one_line(string script, string name, string value, string message)
    {
        CommandResult result = await MediaCommand.RunAsync(script, new() { [name] = value });

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static string CardPath(string board) => Repository.PathOf("out", $"sdcard-{board}.img");

    private static Disk Card(string board) => new(CardPath(board));

    private static async Task<Disk> MakeCardAsync(string board, Dictionary<string, string> variables)
    {
        CommandResult result = await MediaCommand.RunAsync("sdcard", new(variables) { ["BOARD"] = board });
        Assert.True(result.ExitCode == 0, result.Errors);
        return Card(board);
    }
}
