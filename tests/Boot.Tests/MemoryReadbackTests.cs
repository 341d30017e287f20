using System;
using System.IO.Hashing;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Memory after a boot is the Image's file with the reported words in it, and nothing else.</summary>
[Trait("Area", "Passes and transaction")]
[Trait("Linux", "text written by the linear alias, read only itself; the alias closed afterwards")]
public sealed class MemoryReadbackTests : IClassFixture<ImageFixture>
{
    private const ulong StageOffsetInHeader = 0x20;

    [Theory]
    [InlineData("cortex-a53")]
    [InlineData("a64fx")]
    [InlineData("max")]
    public async Task Text_differs_from_the_file_by_the_plan_alone(string cpu)
    {
        ImageFile image = ImageFile.Built;

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(SharedBoots.Json(cpu), image.ConstantBytes);

        BootAssert.Passed(memory.Log);
        BootAssert.Reported(memory.Log);
        BootAssert.None(image.Differences(Expected(image, memory.Log.Report), memory.Image), memory.Log);
        uint checksum = Crc32.HashToUInt32(memory.Image.AsSpan(0, (int)image.Text.Size));
        BootAssert.Logged(memory.Log, $"alternatives: text has crc32 0x{checksum:x8}");
    }

    [Fact]
    public async Task The_stage_record_is_where_the_header_says()
    {
        ImageFile image = ImageFile.Built;
        ulong stage = ImageFile.VirtualBase + ImageFile.Word(image.Bytes, ImageFile.VirtualBase + StageOffsetInHeader);

        MemoryAfterBoot memory =
            await MemoryAfterBoot.ReadAsync(SharedBoots.Json("max"), (int)(stage - ImageFile.VirtualBase) + sizeof(uint));

        BootAssert.Passed(memory.Log);
        Assert.Equal('Z', (char)ImageFile.Word(memory.Image, stage));
    }

    [Fact]
    public void The_raw_Image_is_what_the_ELF_says()
    {
        ImageFile image = ImageFile.Built;
        int textBytes = (int)image.Text.Size;

        Assert.Equal(ImageFile.VirtualBase, image.Text.Address);
        Assert.True(image.Text.Data.Span.SequenceEqual(image.Bytes.AsSpan(0, textBytes)));
    }

    private static byte[] Expected(ImageFile image, SerialReport report)
    {
        byte[] expected = image.Bytes[..image.ConstantBytes];
        foreach (EntryLine entry in report.Entries.Where(entry => entry.Action == EntryAction.Patched))
        {
            for (int word = 0; word < entry.New.Count; word++)
            {
                ImageFile.SetWord(expected, entry.Orig + (ulong)(word * sizeof(uint)), entry.New[word]);
            }
        }

        return expected;
    }
}
