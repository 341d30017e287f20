using BareMetal.Boot.Boards;
using BareMetal.Boot.Devicetree;
using BareMetal.Boot.Memory;
using Xunit;

namespace BareMetal.Fuzz.Tests;

/// <summary>What the fuzzer found in boot/devicetree, by name.</summary>
[Trait("Area", "Machines")]
public sealed class DeviceTreeTests
{
    private const uint Upper = 0xffff_ffff;
    private const uint Lower = 0xffff_f000;
    private const ulong LastPage = 0xffff_ffff_ffff_f000;

    [Fact]
    public void A_reservation_beyond_the_last_address_reserves_up_to_it()
    {
        Board board = Read(new TreeBuilder()
            .Reserve(LastPage, 0x2000)
            .Node("").Cells("#address-cells", 2).Cells("#size-cells", 2)
            .Node("reserved-memory").Cells("#address-cells", 2).Cells("#size-cells", 2)
            .Node("a").Text("no-map", "").Cells("reg", 0, 0x4000_0000, Upper, Upper).End()
            .End().End());

        Assert.Equal((LastPage, ulong.MaxValue), (board.Reserved[0].Start, board.Reserved[0].End));
        Assert.Equal((0x4000_0000ul, ulong.MaxValue), (board.Reserved[1].Start, board.Reserved[1].End));
        Assert.True(board.Reserved.Overlaps(FuzzEntry.Value.Image.Start, FuzzEntry.Value.Image.Start + 1));
        Assert.True(board.ImageIsReserved);
    }

    [Fact]
    public void Memory_beyond_the_last_address_is_not_left_out()
    {
        Board board = Read(new TreeBuilder()
            .Node("").Cells("#address-cells", 2).Cells("#size-cells", 2)
            .Node("memory").Text("device_type", "memory").Cells("reg", Upper, Lower, 1, 0).End()
            .End());

        Assert.Equal((LastPage, ulong.MaxValue), (board.Memory[0].Start, board.Memory[0].End));
    }

    [Fact]
    public void A_reservation_of_nothing_is_none()
    {
        Board board = Read(new TreeBuilder()
            .Reserve(0x4020_0000, 0)
            .Node("").Cells("#address-cells", 2).Cells("#size-cells", 2)
            .Node("reserved-memory").Cells("#address-cells", 2).Cells("#size-cells", 2)
            .Node("a").Cells("reg", 0, 0x4020_1000, 0, 0).End()
            .End().End());

        Assert.Equal(0, board.Reserved.Count);
        Assert.False(board.ImageIsReserved);
    }

    [Fact]
    public void A_property_after_a_node_is_malformed()
    {
        byte[] tree = new TreeBuilder().Node("").Node("a").End().Text("model", "x").Node("memory").End().End().Build();

        Assert.Equal(DeviceTreeError.Malformed, DeviceTree.TryOpen(tree, out _));
    }

    private static Board Read(TreeBuilder builder)
    {
        Assert.Equal(DeviceTreeError.None, DeviceTree.TryOpen(builder.Build(), out DeviceTree tree));
        Board board = default;
        BoardFromDeviceTree.Read(tree, FuzzEntry.Value, ref board);
        return board;
    }
}
