using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using BareMetal.AltTool.Elf;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>The ELF reader: what it reads, and that a broken file is refused with a reason and never with another exception.</summary>
[Trait("Area", "The build")]
public sealed class ElfTests : IDisposable
{
    private const int SectionHeaderBytes = 64;

    private readonly SampleImage _image = new();

    public void Dispose() => _image.Dispose();

    [Fact]
    public void Sections_symbols_and_relocations_are_read()
    {
        ElfFile elfObject = _image.IlcObject;

        ElfSection code = elfObject.FindSection("__managedcode")!;
        ElfRelocation call = Assert.Single(elfObject.RelocationsOf(code));
        Assert.Equal("bm_barrier", elfObject.Symbols[call.SymbolIndex].Name);
        Assert.True(elfObject.Symbols[call.SymbolIndex].IsUndefined);
        Assert.Equal(8ul, elfObject.FindSymbol("bm_kernel_main")!.Value.Size);
        Assert.True(code.IsExecutable);
    }

    [Fact]
    public void Bytes_are_found_by_address()
    {
        ElfFile elf = _image.LinkFirstPass();

        uint word = BinaryPrimitives.ReadUInt32LittleEndian(elf.ReadAt(elf.RequireSymbol("bm_barrier"), 4));

        Assert.Equal(0xd503379fu, word);
        Assert.Throws<ElfException>(() => elf.ReadAt(elf.RequireSymbol("__text_end") - 4, 8).Length);
        Assert.Throws<ElfException>(() => elf.ReadAt(ulong.MaxValue, 4).Length);
        Assert.Throws<ElfException>(() => elf.RequireSymbol("nowhere"));
    }

    [Fact]
    public void Every_truncated_file_is_refused()
    {
        byte[] file = Bytes();
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<ElfException>(() => ElfFile.Parse("cut", file.AsMemory(0, length)));
        }
    }

    [Fact]
    public void A_file_with_any_byte_changed_is_read_or_refused()
    {
        byte[] file = Bytes();
        var random = new Random(20250101);
        for (int at = 0; at < file.Length; at++)
        {
            byte kept = file[at];
            foreach (byte value in (byte[])[0, 0xff, (byte)(kept ^ 0x80), (byte)random.Next()])
            {
                file[at] = value;
                ReadAllOrRefuse(file);
            }

            file[at] = kept;
        }
    }

    [Theory]
    [InlineData(0, 0x7e, "not an ELF file")]
    [InlineData(4, 1, "not a 64-bit little-endian")]
    [InlineData(5, 2, "not a 64-bit little-endian")]
    [InlineData(18, 62, "built for machine 62")]
    [InlineData(60, 0, "no section headers")]
    [InlineData(62, 0xff, "the section names are in section")]
    public void Other_files_are_named_for_what_they_are(int at, byte value, string reason)
    {
        byte[] file = Bytes();
        file[at] = value;

        ElfException refused = Assert.Throws<ElfException>(() => ElfFile.Parse("other.elf", file));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal("other.elf", refused.File);
    }

    [Fact]
    public void Sections_that_share_bytes_are_refused()
    {
        byte[] file = Bytes();
        ElfFile sound = ElfFile.Parse("sound", file);
        ElfSection code = sound.FindSection("__managedcode")!;
        int headers = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(40));
        int symbolTable = sound.Sections.First(s => s.Type == ElfSectionType.SymbolTable).Index;
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(headers + (symbolTable * SectionHeaderBytes) + 24), code.FileOffset);

        ElfException refused = Assert.Throws<ElfException>(() => ElfFile.Parse("overlap", file));

        Assert.Contains("overlap in the file", refused.Message, StringComparison.Ordinal);
    }

    private byte[] Bytes() => File.ReadAllBytes(_image.PathOf("kernel.o"));

    private static void ReadAllOrRefuse(byte[] file)
    {
        try
        {
            ElfFile elf = ElfFile.Parse("changed", file);
            foreach (ElfSection section in elf.Sections)
            {
                elf.RelocationsOf(section);
            }

            elf.FindSymbol("bm_kernel_main");
        }
        catch (ElfException)
        {
            // Refused: that is one of the two right answers.
        }
    }
}
