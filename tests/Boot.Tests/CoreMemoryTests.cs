using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The stacks of further cores come from the top of RAM, beside what has an owner.</summary>
[Trait("Area", "Several cores")]
public sealed class CoreMemoryTests : IClassFixture<ImageFixture>
{
    private const ulong Start = 0x47f0_0000;
    private const int Bytes = 0x10_0000;
    private const byte Pattern = 0x5a;

    [Trait("Rule", "stacks come from memory without an owner")]
    [Theory]
    [InlineData("chosen { linux,initrd-start = <0x47f00000>; linux,initrd-end = <0x48000000>; };", "")]
    [InlineData("reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges; a@47f00000 { reg = <0x47f00000 0x100000>; }; };", "")]
    [InlineData(
        "reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges; a@47f00000 { reg = <0x47f00000 0x100000>; no-map; }; };", "")]
    [InlineData("", "/memreserve/ 0x47f00000 0x100000;")]
    public async Task What_has_an_owner_is_left_alone(string root, string reservations)
    {
        (BootLog log, byte[] memory) = await BootAsync(root, reservations);

        BootAssert.Passed(log);
        BootAssert.Logged(log, "smp: Brought up 4 CPUs");
        Assert.DoesNotContain(memory, value => value != Pattern);
    }

    [Fact]
    public async Task What_has_none_is_taken()
    {
        (BootLog log, byte[] memory) = await BootAsync("", "");

        BootAssert.Passed(log);
        Assert.Contains(memory, value => value != Pattern);
    }

    [Fact]
    public async Task The_device_tree_is_left_alone()
    {
        byte[] tree = await TreeAsync("", "");
        ulong address = 0x4800_0000 - (((ulong)tree.Length + 0xfff) & ~0xfffUL);
        using BootLoader loader = new(ImageFile.Built.Path, tree, x0: address, treeAddress: address);

        (BootLog log, byte[] memory) = await PoweredOffMachine.ReadMemoryAsync(loader.Case with { CpuCount = 4 }, address, tree.Length);

        BootAssert.Passed(log);
        BootAssert.Logged(log, "smp: Brought up 4 CPUs");
        Assert.Equal(tree, memory);
    }

    private static Task<byte[]> TreeAsync(string root, string reservations) => DeviceTreeSource.CompileAsync(
        root,
        reservations,
        $"/ {{ cpus {{ {string.Concat(Enumerable.Range(1, 3).Select(Core))} }}; }};");

    private static string Core(int number) => $"cpu@{number} {{ device_type = \"cpu\"; reg = <{number}>; enable-method = \"psci\"; }}; ";

    private static async Task<(BootLog Log, byte[] Memory)> BootAsync(string root, string reservations)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, [.. Enumerable.Repeat(Pattern, Bytes)]);
            using BootLoader loader = new(ImageFile.Built.Path, await TreeAsync(root, reservations));
            BootCase bootCase = loader.Case with
            {
                CpuCount = 4,
                QemuArguments = [.. loader.Case.QemuArguments, "-device", $"loader,file={file},addr={Start},force-raw=on"],
            };
            return await PoweredOffMachine.ReadMemoryAsync(bootCase, Start, Bytes);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
