using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Security.Cryptography;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Symbols;

namespace BareMetal.AltTool.Attest;

/// <summary>The Image as it is linked: its bytes, its text, and by what a boot names it.</summary>
internal sealed class LinkedImage
{
    /// <summary>
    /// Bytes of the Image header at the start of the text, which boot loaders and the cores that enter write: they don't count as
    /// text.
    /// </summary>
    public const int HeaderBytes = 64;

    // "Booting AArch64 Linux": u64 flags, little endian; bit 3: the Image may be anywhere. A boot loader may start it without.
    private const int FlagsOffset = 24;
    private const ulong AnywhereFlag = 0b1000;

    private readonly byte[] _bytes;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <param name="elf">The linked file.</param>
    public LinkedImage(ElfFile elf)
    {
        Elf = elf;
        Symbols = CodeSymbols.Of(elf);
        Start = elf.RequireSymbol("__image_start");
        ulong end = elf.RequireSymbol("__data_end");
        if (end <= Start
            || end - Start > int.MaxValue
            || Symbols.TextStart < Start
            || Symbols.TextEnd > end
            || Symbols.TextEnd - Symbols.TextStart < HeaderBytes)
        {
            throw elf.Bad(
                $"__image_start 0x{Start:x} and __data_end 0x{end:x} don't bound an Image with a text", "Check linker-scripts/image.ld");
        }

        _bytes = new byte[end - Start];
        foreach (ElfSection section in elf.Sections)
        {
            if (section.IsAllocated && section.Type == ElfSectionType.ProgramBits)
            {
                Place(section);
            }
        }

        AddNames();
    }

    public ElfFile Elf { get; }

    public CodeSymbols Symbols { get; }

    /// <summary>VA of the first byte.</summary>
    public ulong Start { get; }

    /// <summary>Text, the header included.</summary>
    public ReadOnlySpan<byte> Text => _bytes.AsSpan((int)(Symbols.TextStart - Start), (int)(Symbols.TextEnd - Symbols.TextStart));

    /// <summary>Whether a boot that says so of its Image booted this one.</summary>
    /// <param name="sha256">In lower case.</param>
    public bool IsNamed(string sha256) => _names.Contains(sha256);

    private void Place(ElfSection section)
    {
        ulong offset = section.Address - Start;
        if (section.Address < Start || offset + (ulong)section.Data.Length > (ulong)_bytes.Length)
        {
            throw Elf.Bad($"section {section.Name} isn't between __image_start and __data_end", "Check linker-scripts/image.ld");
        }

        section.Data.Span.CopyTo(_bytes.AsSpan((int)offset));
    }

    private void AddNames()
    {
        byte[] file = [.. _bytes];
        _names.Add(Convert.ToHexStringLower(SHA256.HashData(file)));
        Span<byte> flags = file.AsSpan((int)(Symbols.TextStart - Start) + FlagsOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(flags, BinaryPrimitives.ReadUInt64LittleEndian(flags) & ~AnywhereFlag);
        _names.Add(Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
