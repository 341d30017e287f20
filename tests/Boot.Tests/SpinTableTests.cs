using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The first page of a Raspberry Pi's RAM is the firmware's: its other cores wait there.</summary>
[Trait("Area", "Machines")]
public sealed class SpinTableTests : IClassFixture<GuestFixture>
{
    private const int PageBytes = 4096;
    private const int Cores = 4;
    private const int SpinTable = 0xd8;
    private const ulong LoadAddress = 0x20_0000;

    [Trait("Rule", "a Pi's spin table without a tree; no other byte of page 0")]
    [Theory]
    [InlineData("raspi4b", null)]
    [InlineData("raspi3b", null)]
    [InlineData("raspi4b", "rpi4/bcm2711-rpi-4-b.dtb")]
    [InlineData("raspi3b", "rpi3/bcm2837-rpi-3-b.dtb")]
    public async Task No_boot_changes_a_byte_of_it_but_where_cores_look_for_an_address(string machine, string? tree)
    {
        byte[][] pages = (await WatchedBoot.RunAsync(Case(machine, tree), CompareAsync, paused: true)).Seen;

        Assert.Contains(pages[0], value => value != 0);
        ulong start = ImageFile.Built.Elf.RequireSymbol("bm_secondary_start") - ImageFile.VirtualBase + LoadAddress;
        for (int core = 1; core < Cores; core++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(pages[0].AsSpan(SpinTable + (core * sizeof(ulong))), start);
        }

        Assert.Equal(pages[0], pages[1]);
    }

    [Fact]
    public async Task Without_other_cores_no_boot_changes_a_byte_of_it()
    {
        byte[][] pages = (await WatchedBoot.RunAsync(Case("raspi4b", null) with { Append = "maxcpus=1" }, CompareAsync, paused: true)).Seen;

        Assert.Equal(pages[0], pages[1]);
    }

    [Theory]
    [InlineData("raspi4b", null)]
    [InlineData("raspi4b", "rpi4/bcm2711-rpi-4-b.dtb")]
    public async Task It_has_no_alias(string machine, string? tree)
    {
        BootLog log = await QemuRun.StartAsync(
            Case(machine, tree) with { Image = GuestFixture.Image, Append = "alias=0 alias=1000", Uart = tree is null ? "0" : "1" },
            TestContext.Current.CancellationToken);

        BootAssert.Passed(log);
        BootAssert.Logged(log, "alias of 0x00000000: not writable");
        BootAssert.Logged(log, "alias of 0x00001000: writable");
    }

    private static BootCase Case(string machine, string? tree)
    {
        string? path = tree is null ? null : Repository.PathOf("out", "firmware", tree);
        Assert.SkipUnless(path is null || File.Exists(path), $"no {tree}: qemu/media/firmware {tree}");
        return new BootCase { Machine = machine, DeviceTree = path };
    }

    private static async Task<byte[][]> CompareAsync(QmpSession qmp)
    {
        string file = Path.GetTempFileName();
        try
        {
            await qmp.SaveMemoryAsync(0, PageBytes, file);
            byte[] before = await File.ReadAllBytesAsync(file);
            await qmp.ContinueAsync();
            await LogInMemory.ReadAsync(qmp, LoadAddress);
            await qmp.SaveMemoryAsync(0, PageBytes, file);
            return [before, await File.ReadAllBytesAsync(file)];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
