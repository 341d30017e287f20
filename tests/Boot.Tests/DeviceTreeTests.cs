using System;
using System.Buffers.Binary;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A broken or missing device tree gets a message, and the boot goes on with what is known of virt.</summary>
[Trait("Area", "Machines")]
public sealed class DeviceTreeTests : IClassFixture<ImageFixture>
{
    private const int SizeOffset = 4;
    private const int VersionOffset = 20;
    private const int CompatibleVersionOffset = 24;
    private const int StructureOffset = 8;

    [Fact]
    public async Task A_sound_tree_is_used()
    {
        BootLog log = await BootAsync(await DeviceTreeSource.CompileAsync("chosen { bootargs = \"alt.report=quiet\"; };"));

        BootAssert.Passed(log);
        BootAssert.Logged(log, "Kernel command line: alt.report=quiet");
        BootAssert.NotLogged(log, "device tree: ");
    }

    [Theory]
    [InlineData(0, 0xd00d_feecu, "magic is not 0xd00dfeed")]
    [InlineData(SizeOffset, 39u, "its size is below that of a header or above 2 MiB")]
    [InlineData(SizeOffset, 0x20_0001u, "its size is below that of a header or above 2 MiB")]
    [InlineData(SizeOffset, 4096u, "it ends too early")]
    [InlineData(VersionOffset, 15u, "format version not compatible with 17")]
    [InlineData(CompatibleVersionOffset, 18u, "format version not compatible with 17")]
    [InlineData(StructureOffset, 0x1000_0000u, "it ends too early")]
    public async Task A_damaged_header_is_named(int offset, uint value, string message)
    {
        byte[] tree = await DeviceTreeSource.CompileAsync();
        BinaryPrimitives.WriteUInt32BigEndian(tree.AsSpan(offset), value);

        await PassesWithDefaultsAsync(tree, message);
    }

    [Fact]
    public async Task Nodes_that_do_not_nest_are_named()
    {
        byte[] tree = await DeviceTreeSource.CompileAsync();
        int structure = BinaryPrimitives.ReadInt32BigEndian(tree.AsSpan(StructureOffset));
        BinaryPrimitives.WriteUInt32BigEndian(tree.AsSpan(structure), 0x1234_5678);

        await PassesWithDefaultsAsync(tree, "its nodes don't nest");
    }

    [Fact]
    public async Task A_tree_cut_in_the_middle_is_named()
    {
        byte[] tree = (await DeviceTreeSource.CompileAsync())[..2048];

        await PassesWithDefaultsAsync(tree, "");
    }

    [Theory]
    [InlineData(0ul, "magic is not 0xd00dfeed")] // none at the RAM base either
    [InlineData(0x100ul, "magic is not 0xd00dfeed")] // where the Raspberry Pi has ATAGS
    [InlineData(BootLoader.TreeAddress + 4, "its address is no multiple of 8")]
    [InlineData(1ul << 46, "its address can't be mapped")]
    public async Task An_x0_that_is_no_tree_is_named(ulong x0, string message)
    {
        await PassesWithDefaultsAsync(await DeviceTreeSource.CompileAsync(), message, x0);
    }

    private static async Task PassesWithDefaultsAsync(byte[] tree, string message, ulong x0 = BootLoader.TreeAddress)
    {
        BootLog log = await BootAsync(tree, x0);

        BootAssert.Passed(log);
        BootAssert.Logged(log, "device tree: ");
        BootAssert.Logged(log, message);
        BootAssert.Logged(log, "; going on with the defaults of QEMU's virt and only the RAM around the Image");
    }

    private static async Task<BootLog> BootAsync(byte[] tree, ulong x0 = BootLoader.TreeAddress)
    {
        using BootLoader loader = new(ImageFile.Built.Path, tree, x0);
        return await QemuRun.StartAsync(loader.Case, TestContext.Current.CancellationToken);
    }
}
