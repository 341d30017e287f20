using System;
using System.Text;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Boards that aren't as expected: a console without a driver, and data inside the Image's memory.</summary>
[Trait("Area", "Machines")]
public sealed class BoardTests : IClassFixture<ImageFixture>
{
    private const int LogBytes = 8192;
    private const long MemoryEnd = 0x1000_0000;

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

    // The Image's memory ends with the page tables, after what is in the file.
    [Theory]
    [InlineData(0x1000, 0x2000)] // in the file
    [InlineData(-0x1000, 0x1001)] // across the start
    [InlineData(-0x1000, 0x20_0000)] // all of it
    [InlineData(MemoryEnd, 0x1000)] // in the last page
    [InlineData(MemoryEnd, 0x1_0000)] // across the end
    public async Task An_initrd_in_the_memory_of_the_Image_is_refused(long offset, long bytes)
    {
        BootLog log = await BootWithInitialRamDiskAsync(Address(offset), bytes);

        BootAssert.Logged(log, "memory map: the initrd is inside the Image's memory");
        Assert.Equal("FAIL memory-map (17)", $"{log.Verdict}");
    }

    [Theory]
    [InlineData(-0x1000, 0x1000)]
    [InlineData(MemoryEnd + 0x1000, 0x1000)]
    public async Task An_initrd_beside_the_Image_is_none_of_its_business(long offset, long bytes)
    {
        BootAssert.Passed(await BootWithInitialRamDiskAsync(Address(offset), bytes));
    }

    [Theory]
    [InlineData(0x1000)] // in the file
    [InlineData(0x3_0000)] // after it
    [InlineData(MemoryEnd + 0xff8)] // its last bytes
    public async Task A_device_tree_in_the_memory_of_the_Image_is_named(long offset)
    {
        using BootLoader loader = new(ImageFile.Built.Path, await DeviceTreeSource.CompileAsync(), x0: Address(offset));

        await PassesWithoutTreeAsync(loader);
    }

    [Fact]
    public async Task A_device_tree_that_reaches_into_the_Image_is_named()
    {
        const int Before = 0x1000;
        byte[] start = (await DeviceTreeSource.CompileAsync())[..Before];
        using BootLoader loader = new(ImageFile.Built.Path, start, x0: Address(-Before), treeAddress: Address(-Before));

        await PassesWithoutTreeAsync(loader);
    }

    private static async Task PassesWithoutTreeAsync(BootLoader loader)
    {
        BootLog log = await SharedBoots.LogAsync(loader.Case);

        BootAssert.Logged(log, "device tree: it lies in the Image's memory");
        BootAssert.Passed(log);
    }

    private static async Task<BootLog> BootWithInitialRamDiskAsync(ulong start, long bytes)
    {
        byte[] tree =
            await DeviceTreeSource.CompileAsync(
                $"chosen {{ linux,initrd-start = <0x{start:x}>; linux,initrd-end = <0x{start + (ulong)bytes:x}>; }};");
        using BootLoader loader = new(ImageFile.Built.Path, tree);
        return await SharedBoots.LogAsync(loader.Case);
    }

    // Offsets from MemoryEnd on count from the last page of the Image's memory.
    private static ulong Address(long offset) => offset < MemoryEnd
        ? ImageFile.LoadAddress + (ulong)offset
        : ImageFile.LoadAddress + ImageFile.Built.Elf.RequireSymbol("__image_end") - ImageFile.VirtualBase - 0x1000
            + (ulong)(offset - MemoryEnd);
}
