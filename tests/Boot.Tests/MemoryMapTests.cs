using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>What the device tree says of memory decides what the linear alias covers.</summary>
[Trait("Area", "Page tables")]
[Trait("Linux", "text written by the linear alias, read only itself; the alias closed afterwards")]
public sealed class MemoryMapTests : IClassFixture<GuestFixture>
{
    private const string Reserved = "reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;";

    private const string WithoutMemory = "/delete-node/ &{/memory@40000000};";

    // Around a reservation of [0x46800000, 0x46810000)
    private const string Probes = "alias=467ff000 alias=46800000 alias=4680f000 alias=46810000";

    [Fact]
    public async Task RAM_has_a_writable_alias_and_the_rest_has_none()
    {
        BootLog log = await BootAsync("alias=40000000 alias=47fff000 alias=48000000 alias=3ffff000 alias=9000000 alias=40200000");

        BootAssert.Passed(log);
        AssertWritable(log, "0x40000000", "0x47fff000");
        AssertNotWritable(log, "0x48000000", "0x3ffff000", "0x09000000", "0x40200000");
    }

    [Fact]
    public async Task Reserved_memory_that_must_not_be_mapped_has_no_alias()
    {
        BootLog log =
            await BootAsync(Probes,
                $"{Reserved} secure@46800000 {{ reg = <0 0x46800000 0 0x10000>; no-map; }}; }};");

        BootAssert.Passed(log);
        AssertWritable(log, "0x467ff000", "0x46810000");
        AssertNotWritable(log, "0x46800000", "0x4680f000");
    }

    [Fact]
    public async Task Reserved_memory_that_may_be_mapped_has_an_alias()
    {
        BootLog log =
            await BootAsync(Probes,
                $"{Reserved} buffer@46800000 {{ reg = <0 0x46800000 0 0x10000>; }}; }};");

        BootAssert.Passed(log);
        AssertWritable(log, "0x46800000", "0x4680f000");
    }

    [Fact]
    public async Task The_memory_reservation_block_has_no_alias()
    {
        BootLog log = await BootAsync(Probes, reservations: "/memreserve/ 0x46800000 0x10000;");

        BootAssert.Passed(log);
        AssertWritable(log, "0x467ff000", "0x46810000");
        AssertNotWritable(log, "0x46800000", "0x4680f000");
    }

    [Fact]
    public async Task Two_memory_nodes_are_mapped_without_what_lies_between()
    {
        BootLog log = await BootAsync(
            "alias=40000000 alias=41fff000 alias=42000000 alias=43000000",
            "low@40000000 { device_type = \"memory\"; reg = <0 0x40000000 0 0x2000000>; };"
                + " high@43000000 { device_type = \"memory\"; reg = <0 0x43000000 0 0x5000000>; };",
            outside: WithoutMemory);

        BootAssert.Passed(log);
        AssertWritable(log, "0x40000000", "0x41fff000", "0x43000000");
        AssertNotWritable(log, "0x42000000");
    }

    [Fact]
    public async Task Memory_of_the_secure_world_has_no_alias()
    {
        BootLog log = await BootAsync(
            "alias=50000000",
            "secram@50000000 { device_type = \"memory\"; reg = <0 0x50000000 0 0x1000000>;"
                + " status = \"disabled\"; secure-status = \"okay\"; };");

        BootAssert.Passed(log);
        AssertNotWritable(log, "0x50000000");
    }

    [Fact]
    public async Task A_reservation_of_the_block_over_the_Image_is_refused()
    {
        BootLog log = await BootAsync("", reservations: "/memreserve/ 0x40201000 0x1000;");

        BootAssert.Failed(log, "FAIL memory-map (17)");
        BootAssert.Logged(log, "the Image lies in memory that the device tree reserves");
    }

    [Theory]
    [InlineData("memory@8000 { device_type = \"memory\"; reg = <0x8000 0 0 0x1000000>; };", "", "RAM at or above 2^47")]
    [InlineData("memory@7fff { device_type = \"memory\"; reg = <0x7fff 0xff000000 0 0x1001000>; };", "", "RAM at or above 2^47")]
    [InlineData("memory@44000000 { device_type = \"memory\"; reg = <0 0x44000000 0 0x4000000>; };", WithoutMemory,
        "the Image isn't in memory that the device tree names")]
    [InlineData("", WithoutMemory, "the Image isn't in memory that the device tree names")]
    [InlineData("memory@90000000 { device_type = \"memory\"; reg = <0 0x90000000 0 0x200000>, <0 0x80000000 0 0x40000000>; };", "",
        "two mappings of one address")]
    [InlineData("memory@90000000 { device_type = \"memory\"; reg = <0 0x80000000 0 0x40000000>, <0 0x90000000 0 0x200000>; };", "",
        "two mappings of one address")]
    [InlineData(
        "reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; text@40200000 { reg = <0 0x40200000 0 0x1000>; no-map; }; };",
            "", "the Image lies in memory that the device tree reserves")]
    [InlineData(
        "reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; screen@40000000 { reg = <0 0x40000000 0 0x201000>; }; };",
            "", "the Image lies in memory that the device tree reserves")]
    public async Task A_memory_node_that_cannot_be_mapped_is_refused_by_name(string root, string outside, string message)
    {
        BootLog log = await BootAsync("", root, outside: outside);

        BootAssert.Failed(log, "FAIL memory-map (17)");
        BootAssert.Logged(log, "memory map: ");
        BootAssert.Logged(log, message);
    }

    // Also across a boundary of 2 MiB and of 1 GiB.
    [Theory]
    [InlineData(0x4008_0000ul)]
    [InlineData(0x405f_f000ul)]
    [InlineData(0x4123_4000ul)]
    [InlineData(0x7fff_f000ul)]
    [InlineData(0xa000_0000ul)]
    public async Task The_Image_runs_wherever_it_was_loaded(ulong address)
    {
        byte[] tree = await DeviceTreeSource.CompileAsync(
            "all@40000000 { device_type = \"memory\"; reg = <0 0x40000000 0 0x80000000>; };"
                + $" chosen {{ bootargs = \"alias=44000000 alias={address:x}\"; }};",
            outside: WithoutMemory);
        using BootLoader loader = new(GuestFixture.Image, tree, address: address);

        BootLog log = await QemuRun.StartAsync(loader.Case with { Memory = "2G" }, TestContext.Current.CancellationToken);

        BootAssert.Passed(log);
        BootAssert.Logged(log, $"loaded at 0x{address:x8}");
        AssertWritable(log, "0x44000000");
        AssertNotWritable(log, $"0x{address:x8}");
    }

    private static async Task<BootLog> BootAsync(string arguments, string root = "", string reservations = "", string outside = "")
    {
        byte[] tree =
            await DeviceTreeSource.CompileAsync(
                $"{root} chosen {{ bootargs = \"alt.report=quiet {arguments}\"; }};", reservations, outside);
        using BootLoader loader = new(GuestFixture.Image, tree);
        return await QemuRun.StartAsync(loader.Case, TestContext.Current.CancellationToken);
    }

    private static void AssertWritable(BootLog log, params string[] addresses) => AssertAliases(log, addresses, "writable");

    private static void AssertNotWritable(BootLog log, params string[] addresses) => AssertAliases(log, addresses, "not writable");

    private static void AssertAliases(BootLog log, string[] addresses, string state)
    {
        foreach (string address in addresses)
        {
            BootAssert.Logged(log, $"alias of {address}: {state}");
        }
    }
}
