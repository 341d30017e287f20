using System;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The Image boots, whatever the core, the level it enters at, the number of cores and the memory.</summary>
[Trait("Area", "Machines")]
public sealed class BootTests : IClassFixture<ImageFixture>
{
    private const int ImageBudget = 180_224;

    public static MatrixTheoryData<string, int, int> Machines => new(["cortex-a53", "neoverse-v1", "max"], [1, 2, 3], [1, 4]);

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task Passes_on_one_core_at_every_entry_level(string cpu, int exceptionLevel, int cpuCount)
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json(cpu, exceptionLevel) with { CpuCount = cpuCount });

        BootAssert.Passed(log);
        BootAssert.Logged(log, $"entered at EL{exceptionLevel}, loaded at 0x40200000");
        BootAssert.True(
            log.Lines.Count(line => line.Contains("entered at", StringComparison.Ordinal)) == 1, "more than one core booted", log);
        BootAssert.Reported(log);
    }

    [Theory]
    [InlineData("64", "0x44000000")]
    [InlineData("128", "0x48000000")]
    [InlineData("1G", "0x80000000")]
    [InlineData("8G", "0x240000000")]
    public async Task Passes_with_any_memory_size(string memory, string end)
    {
        BootLog log = await SharedBoots.LogAsync(new BootCase { Memory = memory });

        BootAssert.Passed(log);
        BootAssert.Logged(log, $"memory: 0x40000000 to {end}");
    }

    [Fact]
    public void The_Image_fits_its_budget() => Assert.InRange(ImageFile.Built.Bytes.Length, 1, ImageBudget);

    [Fact]
    public void The_first_bytes_are_an_arm64_Image_header()
    {
        ReadOnlySpan<byte> header = ImageFile.Built.Bytes;

        Assert.Equal(0u, ImageFile.Word(header, ImageFile.VirtualBase + 8));
        Assert.InRange(ImageFile.Word(header, ImageFile.VirtualBase + 16), (uint)header.Length, 0x20_0000u);
        Assert.Equal(0b1010u, ImageFile.Word(header, ImageFile.VirtualBase + 24));
        Assert.Equal("ARM\x64"u8, header.Slice(56, 4));
    }
}
