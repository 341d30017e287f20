using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>What UEFI hands over besides the device tree: load options and the memory map.</summary>
[Trait("Area", "Machines")]
public sealed class EfiHandoverTests : IClassFixture<GuestFixture>
{
    private const int MaximumLength = 4096;
    private const string Exit = "baremetal.exit=semihosting";
    private const string FromTree = $"Kernel command line: {Exit} alias=40000000";

    // Every megabyte of virt's RAM but the Image's, and the ends of two descriptors.
    private static readonly Lazy<Task<BootLog>> s_probes = new(() =>
    {
        IEnumerable<int> addresses =
            Enumerable.Range(0x400, 0x80).Where(megabyte => megabyte is not (0x402 or 0x403)).Select(megabyte => megabyte << 20);
        string probes = string.Concat(addresses.Select(address => $" alias={address:x}"));
        return BootAsync($"OPTIONS=\"{Exit}{probes} alias=407ff000 alias=409ff000\"");
    });

    [Fact]
    public async Task Load_options_replace_the_boot_arguments_of_the_device_tree()
    {
        BootLog log = await BootAsync($"OPTIONS=\"Image.efi {Exit} alias=41400000\"");

        BootAssert.Passed(log);
        BootAssert.Logged(log, $"Kernel command line: Image.efi {Exit} alias=41400000");
        BootAssert.Logged(log, "alias of 0x41400000: writable");
        BootAssert.NotLogged(log, "alias of 0x40000000");
    }

    [Theory]
    [InlineData("REFUSALS=0")] // no protocol
    [InlineData("OPTIONS=\"\"")]
    public async Task Without_load_options_the_device_tree_has_them(string define)
    {
        BootLog log = await BootAsync(define);

        BootAssert.Passed(log);
        BootAssert.Logged(log, FromTree);
        BootAssert.NotLogged(log, "efi: load options");
    }

    [Fact]
    public async Task Load_options_of_4096_characters_are_read_whole()
    {
        const string Options = $"{Exit} alias=41400000";
        BootLog log = await BootAsync($"OPTIONS=\"{Options}\"", $"PADDING={MaximumLength - Options.Length}");

        BootAssert.Passed(log);
        BootAssert.Logged(log, "alias of 0x41400000: writable");
    }

    [Theory]
    [InlineData("x", MaximumLength, "more than 4096 characters")]
    [InlineData("caf\\303\\251", 0, "not ASCII text")]
    [InlineData("\\001", 0, "not ASCII text")]
    public async Task Load_options_that_are_not_understood_are_named(string options, int padding, string message)
    {
        BootLog log = await BootAsync($"OPTIONS=\"{options}\"", $"PADDING={padding}");

        BootAssert.Passed(log);
        BootAssert.Logged(log, $"efi: load options ignored: {message}");
        BootAssert.Logged(log, FromTree);
    }

    [Theory]
    [InlineData(0x4000_0000, true)] // EfiConventionalMemory
    [InlineData(0x4040_0000, true)] // EfiLoaderData
    [InlineData(0x407f_f000, true)]
    [InlineData(0x4080_0000, false)] // EfiRuntimeServicesCode
    [InlineData(0x4090_0000, false)] // EfiRuntimeServicesData
    [InlineData(0x409f_f000, false)]
    [InlineData(0x40a0_0000, true)] // EfiBootServicesCode
    [InlineData(0x40b0_0000, true)] // EfiBootServicesData
    [InlineData(0x40c0_0000, false)] // EfiReservedMemoryType
    [InlineData(0x40d0_0000, false)] // EfiUnusableMemory
    [InlineData(0x40e0_0000, true)] // EfiACPIReclaimMemory
    [InlineData(0x40f0_0000, false)] // EfiACPIMemoryNVS
    [InlineData(0x4100_0000, false)] // EfiPalCode
    [InlineData(0x4110_0000, false)] // not EFI_MEMORY_WB
    [InlineData(0x4120_0000, false)] // a type of the boot loader's own
    [InlineData(0x4130_0000, false)] // in no descriptor
    [InlineData(0x47e0_0000, true)]
    [InlineData(0x47f0_0000, false)] // in the memory node only
    public async Task Memory_is_what_the_map_of_UEFI_says(long address, bool writable)
    {
        BootLog log = await s_probes.Value;

        BootAssert.Passed(log);
        BootAssert.Logged(log, $"alias of 0x{address:x8}: {(writable ? "writable" : "not writable")}");
    }

    [Fact]
    public async Task A_device_tree_without_a_memory_node_will_do()
    {
        BootLog log = await BootAsync(await DeviceTreeSource.CompileAsync(outside: "/delete-node/ &{/memory@40000000};"), "alias=41400000");

        BootAssert.Passed(log);
        BootAssert.Logged(log, "alias of 0x41400000: writable");
    }

    [Fact]
    public async Task What_the_device_tree_reserves_is_left_out_as_well()
    {
        BootLog log =
            await BootAsync(
                await DeviceTreeSource.CompileAsync(reservations: "/memreserve/ 0x46800000 0x10000;"), "alias=46800000 alias=46810000");

        BootAssert.Passed(log);
        BootAssert.Logged(log, "alias of 0x46800000: not writable");
        BootAssert.Logged(log, "alias of 0x46810000: writable");
    }

    [Theory]
    [InlineData("IMAGE_TYPE=6", "the Image isn't in memory that the device tree names, or UEFI")]
    [InlineData("FRAGMENTS=64", "more than 64 pieces of memory or reservations")]
    public async Task A_map_that_cannot_be_used_is_refused_by_name(string define, string message)
    {
        BootLog log = await BootAsync(define);

        BootAssert.Failed(log, "FAIL memory-map (17)");
        BootAssert.Logged(log, message);
    }

    [Fact]
    public async Task A_map_of_many_pieces_is_used()
    {
        BootLog log = await BootAsync("FRAGMENTS=58", $"OPTIONS=\"{Exit} alias=47f00000 alias=47f01000 alias=47f72000\"");

        BootAssert.Passed(log);
        BootAssert.Logged(log, "alias of 0x47f00000: writable");
        BootAssert.Logged(log, "alias of 0x47f01000: not writable");
        BootAssert.Logged(log, "alias of 0x47f72000: writable");
    }

    private static async Task<BootLog> BootAsync(byte[] tree, string arguments)
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, tree);
            string[] loader = ["-device", $"loader,file={path},addr={BootLoader.TreeAddress},force-raw=on"];
            return await BootAsync(loader, $"TREE={BootLoader.TreeAddress}", $"OPTIONS=\"{Exit} {arguments}\"");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Task<BootLog> BootAsync(params string[] defines) => BootAsync([], defines);

    private static async Task<BootLog> BootAsync(string[] arguments, params string[] defines)
    {
        using GuestProgram firmware = new("uefi.S", defines);
        return await QemuRun.StartAsync(new BootCase
        {
            Image = firmware.Image,
            Append = "alias=40000000",
            QemuArguments = ["-device", $"loader,file={GuestFixture.Image},addr={ImageFile.LoadAddress},force-raw=on", .. arguments],
        });
    }
}
