using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Reflection.PortableExecutable;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Chain.Tests;

/// <summary>One file, two formats: an arm64 Image and a PE32+ file, each valid by the rules of those who load it.</summary>
[Trait("Area", "Machines")]
public sealed class ImageFormatTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    private const int ImageSizeOffset = 16;
    private const int ImageMagicOffset = 56;
    private const int PeOffset = 60;
    private const int Page = 4096;
    private const uint BranchMask = 0xfc00_0000;
    private const uint Branch = 0x1400_0000;

    // CCMP x18, #0, #0xd, pl: no register of the boot protocol changes
    private const uint HarmlessMz = 0xfa40_5a4d;

    private static readonly string[] s_headerLines =
    [
        "Format: COFF-ARM64",
        "Machine: IMAGE_FILE_MACHINE_ARM64 (0xAA64)",
        "Magic: 0x20B",
        "Subsystem: IMAGE_SUBSYSTEM_EFI_APPLICATION (0xA)",
        "IMAGE_FILE_EXECUTABLE_IMAGE (0x2)",
        "IMAGE_DLL_CHARACTERISTICS_NX_COMPAT (0x100)",
        "BaseRelocationTableSize: 0x0",
        "SectionCount: 3",
    ];

    [Fact]
    public void It_has_both_magics()
    {
        Assert.Equal("MZ"u8, image.Bytes.AsSpan(0, 2));
        Assert.Equal("ARM\x64"u8, image.Bytes.AsSpan(ImageMagicOffset, 4));
        Assert.Equal("PE\0\0"u8, image.Bytes.AsSpan((int)Word(PeOffset), 4));
    }

    [Fact]
    public void Its_first_instructions_change_nothing_and_branch()
    {
        Assert.Equal(HarmlessMz, Word(0));
        Assert.Equal(Branch, Word(sizeof(uint)) & BranchMask);
    }

    [Fact]
    public async Task The_readobj_of_LLVM_finds_an_EFI_application_for_AArch64()
    {
        string[] lines = await ReadObjectAsync();

        Assert.All(s_headerLines, line => Assert.Contains(line, lines));
        Assert.All(lines.Where(line => line.StartsWith("RelocationCount:", StringComparison.Ordinal)),
            line => Assert.Equal("RelocationCount: 0", line));
    }

    [Fact]
    public void File_offsets_are_RVAs_and_sections_follow_each_other_to_the_end_of_the_file()
    {
        PEHeader header = Headers().PEHeader!;
        int end = header.SizeOfHeaders;
        foreach (SectionHeader section in Headers().SectionHeaders)
        {
            Assert.Equal(end, section.VirtualAddress);
            Assert.Equal(section.VirtualAddress, section.PointerToRawData);
            Assert.Equal(0, section.VirtualAddress % header.SectionAlignment);
            Assert.Equal(0, section.SizeOfRawData % header.FileAlignment);
            Assert.InRange(section.SizeOfRawData, 1, section.VirtualSize);
            end = section.VirtualAddress + section.VirtualSize;
        }

        SectionHeader last = Headers().SectionHeaders[^1];
        Assert.Equal(image.Bytes.Length, last.PointerToRawData + last.SizeOfRawData);
        Assert.Equal(header.SizeOfImage, end);
        Assert.Equal(Page, header.SectionAlignment);
        Assert.All(Headers().SectionHeaders.SkipLast(1), section => Assert.Equal(section.VirtualSize, section.SizeOfRawData));
    }

    [Fact]
    public void Both_headers_give_the_same_size_in_memory()
    {
        Assert.Equal(BinaryPrimitives.ReadUInt64LittleEndian(image.Bytes.AsSpan(ImageSizeOffset)), (ulong)Headers().PEHeader!.SizeOfImage);
    }

    [Fact]
    public void No_section_is_both_written_and_executed_and_the_entry_is_in_text()
    {
        const SectionCharacteristics Access =
            SectionCharacteristics.MemRead | SectionCharacteristics.MemWrite | SectionCharacteristics.MemExecute;

        Assert.Equal(
            [
                (".text", SectionCharacteristics.MemRead | SectionCharacteristics.MemExecute),
                (".rodata", SectionCharacteristics.MemRead),
                (".data", SectionCharacteristics.MemRead | SectionCharacteristics.MemWrite),
            ],
            Headers().SectionHeaders.Select(section => (section.Name, section.SectionCharacteristics & Access)));
        SectionHeader text = Headers().SectionHeaders[0];
        Assert.InRange(Headers().PEHeader!.AddressOfEntryPoint, text.VirtualAddress, text.VirtualAddress + text.VirtualSize - sizeof(uint));
    }

    /// <summary>Loaders copy headers and sections; the stub writes zeros between them, so that memory is as the file.</summary>
    [Fact]
    public void Between_headers_and_sections_there_is_nothing()
    {
        PEHeaders headers = Headers();
        const int SectionHeaderBytes = 40;
        int tables =
            headers.PEHeaderStartOffset + headers.CoffHeader.SizeOfOptionalHeader + (headers.SectionHeaders.Length * SectionHeaderBytes);

        Assert.Equal(-1, image.Bytes.AsSpan(tables, headers.PEHeader!.SizeOfHeaders - tables).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void What_a_loader_stores_in_the_header_is_zero_in_the_file() => Assert.Equal(0UL, Headers().PEHeader!.ImageBase);

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(image.Bytes.AsSpan(offset));

    private PEHeaders Headers() => new(new MemoryStream(image.Bytes));

    private async Task<string[]> ReadObjectAsync()
    {
        CommandResult result = await Command.RunAsync("/", "llvm-readobj-19", ["--file-headers", "--sections", image.Image]);
        return result.Required("llvm-readobj-19").Output.Split('\n', StringSplitOptions.TrimEntries);
    }
}
