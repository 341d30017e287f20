using System;
using System.Text;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Boards that aren't as expected: a console without a driver, and data inside the Image's memory.</summary>
public sealed class BoardTests : IClassFixture<ImageFixture>
{
    private const int LogBytes = 8192;

    [Fact]
    public async Task A_console_without_a_driver_is_named_in_the_log_in_memory()
    {
        byte[] tree = await DeviceTreeSource.CompileAsync(outside: "&{/pl011@9000000} { compatible = \"acme,uart\"; };");
        using BootLoader loader = new(ImageFile.Built.Path, tree);
        int log = (int)(ImageFile.Built.Elf.RequireSymbol("bm_log") - ImageFile.VirtualBase);

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(loader.Case with { HasVerdict = false }, log + LogBytes);

        Assert.Empty(memory.Log.Serial);
        string text = Encoding.ASCII.GetString(memory.Image, log, LogBytes);
        Assert.Contains("no console for compatible acme,uart", text, StringComparison.Ordinal);
        Assert.Contains("] PASS\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_initrd_inside_the_Image_is_refused()
    {
        BootLog log = await BootAsync(
            BootLoader.TreeAddress,
            "chosen { linux,initrd-start = <0x40201000>; linux,initrd-end = <0x40202000>; };");

        BootAssert.Logged(log, "memory map: the initrd is inside the Image's memory");
        Assert.Equal("FAIL memory-map (17)", $"{log.Verdict}");
    }

    [Fact]
    public async Task A_device_tree_inside_the_Image_is_named()
    {
        BootLog log = await BootAsync(ImageFile.LoadAddress + 0x3_0000, "");

        BootAssert.Logged(log, "device tree: its address is inside the Image's memory");
        BootAssert.Passed(log);
    }

    private static async Task<BootLog> BootAsync(ulong x0, string root)
    {
        using BootLoader loader = new(ImageFile.Built.Path, await DeviceTreeSource.CompileAsync(root), x0);
        return await SharedBoots.LogAsync(loader.Case);
    }
}
