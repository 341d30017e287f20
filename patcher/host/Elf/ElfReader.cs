using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace BareMetal.AltTool.Elf;

/// <summary>
/// Decodes the tables of an ELF64 little-endian AArch64 file. Every offset and size is checked before it is used;
/// what doesn't fit is an <see cref="ElfException"/>, never any other exception.
/// </summary>
internal sealed class ElfReader(string path, ReadOnlyMemory<byte> file)
{
    private const int HeaderBytes = 64;
    private const int SectionHeaderBytes = 64;
    private const int SymbolBytes = 24;
    private const int RelocationBytes = 24;
    private const byte Class64 = 2;
    private const byte LittleEndian = 1;
    private const ushort MachineAArch64 = 183;
    private const string Rebuild = "Build it again: make image";

    public void CheckHeader()
    {
        ReadOnlySpan<byte> header = file.Span;
        if (!header.StartsWith("\u007fELF"u8))
        {
            throw Bad("not an ELF file", "Give the linked out/baremetal.elf or the object that ilc wrote");
        }

        if (header.Length < HeaderBytes)
        {
            throw Bad($"truncated: {header.Length} bytes, an ELF header has {HeaderBytes}", Rebuild);
        }

        if (header[4] != Class64 || header[5] != LittleEndian)
        {
            throw Bad("not a 64-bit little-endian ELF file", "Give a file built for AArch64");
        }

        ushort machine = U16(header, 18);
        if (machine != MachineAArch64)
        {
            throw Bad($"built for machine {machine}, not for AArch64 ({MachineAArch64})", "Give ilc --targetarch:arm64");
        }

        if (U16(header, 58) != SectionHeaderBytes || U16(header, 60) == 0)
        {
            throw Bad("no section headers", "Give a file that still has them: linked without --strip-all");
        }
    }

    public ElfSection[] ReadSections()
    {
        int count = U16(file.Span, 60);
        ReadOnlySpan<byte> headers = Slice(U64(file.Span, 40), (ulong)count * SectionHeaderBytes, "the section header table").Span;
        int nameIndex = U16(file.Span, 62);
        if (nameIndex >= count)
        {
            throw Bad($"the section names are in section {nameIndex} of {count}", Rebuild);
        }

        ReadOnlySpan<byte> nameHeader = headers[(nameIndex * SectionHeaderBytes)..];
        ReadOnlySpan<byte> names = Slice(U64(nameHeader, 24), U64(nameHeader, 32), "the table of section names").Span;
        var sections = new ElfSection[count];
        for (int i = 0; i < count; i++)
        {
            sections[i] = ReadSection(headers.Slice(i * SectionHeaderBytes, SectionHeaderBytes), i, names);
        }

        CheckOverlaps(sections);
        return sections;
    }

    public ElfSymbol[] ReadSymbols(ElfSection[] sections)
    {
        ElfSection? table = Array.Find(sections, s => s.Type == ElfSectionType.SymbolTable);
        if (table is null)
        {
            return [];
        }

        if (table.Link >= (uint)sections.Length)
        {
            throw Bad($"the symbol names are in section {table.Link} of {sections.Length}", Rebuild);
        }

        ReadOnlySpan<byte> names = sections[table.Link].Data.Span;
        ReadOnlySpan<byte> data = Entries(table, SymbolBytes);
        var symbols = new ElfSymbol[data.Length / SymbolBytes];
        for (int i = 0; i < symbols.Length; i++)
        {
            ReadOnlySpan<byte> entry = data.Slice(i * SymbolBytes, SymbolBytes);
            string name = Text(names, U32(entry, 0), $"the name of symbol {i}");
            var type = (ElfSymbolType)(entry[4] & 0xf);
            bool isGlobal = entry[4] >> 4 != 0;
            symbols[i] = new ElfSymbol(name, U64(entry, 8), U64(entry, 16), type, isGlobal, U16(entry, 6));
        }

        return symbols;
    }

    public void ReadRelocations(ElfSection table, int symbolCount, List<ElfRelocation> relocations)
    {
        ReadOnlySpan<byte> data = Entries(table, RelocationBytes);
        for (int at = 0; at < data.Length; at += RelocationBytes)
        {
            ulong info = U64(data, at + 8);
            if (info >> 32 >= (ulong)symbolCount)
            {
                throw Bad($"a relocation of '{table.Name}' names symbol {info >> 32} of {symbolCount}", Rebuild);
            }

            relocations.Add(new ElfRelocation(U64(data, at), (uint)info, (int)(info >> 32), (long)U64(data, at + 16)));
        }
    }

    private ElfSection ReadSection(ReadOnlySpan<byte> header, int index, ReadOnlySpan<byte> names)
    {
        string name = Text(names, U32(header, 0), $"the name of section {index}");
        var type = (ElfSectionType)U32(header, 4);
        ulong address = U64(header, 16);
        ulong offset = U64(header, 24);
        ulong size = U64(header, 32);
        if (size > ulong.MaxValue - address)
        {
            throw Bad($"section {index} '{name}' wraps around the address space", Rebuild);
        }

        bool hasContents = type is not (ElfSectionType.Null or ElfSectionType.NoBits);
        ReadOnlyMemory<byte> data = hasContents ? Slice(offset, size, $"section {index} '{name}'") : default;
        return new ElfSection(index, name, type, U64(header, 8), address, offset, size, U32(header, 40), U32(header, 44), data);
    }

    /// <summary>Two sections that share file bytes would be read as each other's contents.</summary>
    private void CheckOverlaps(ElfSection[] sections)
    {
        ulong headers = U64(file.Span, 40);
        var ranges = new List<(ulong Start, ulong End, string Name)>
        {
            (0, HeaderBytes, "the ELF header"),
            (headers, headers + ((ulong)sections.Length * SectionHeaderBytes), "the section header table"),
        };
        foreach (ElfSection section in sections)
        {
            if (!section.Data.IsEmpty)
            {
                ulong end = section.FileOffset + (ulong)section.Data.Length;
                ranges.Add((section.FileOffset, end, $"section {section.Index} '{section.Name}'"));
            }
        }

        ranges.Sort((a, b) => a.Start.CompareTo(b.Start));
        for (int i = 1; i < ranges.Count; i++)
        {
            if (ranges[i].Start < ranges[i - 1].End)
            {
                throw Bad($"{ranges[i - 1].Name} and {ranges[i].Name} overlap in the file", Rebuild);
            }
        }
    }

    private ReadOnlySpan<byte> Entries(ElfSection table, int entryBytes) =>
        table.Data.Length % entryBytes == 0
            ? table.Data.Span
            : throw Bad($"section '{table.Name}' has {table.Data.Length} bytes, not a multiple of {entryBytes}", Rebuild);

    private ReadOnlyMemory<byte> Slice(ulong offset, ulong bytes, string what)
    {
        ulong length = (ulong)file.Length;
        if (offset > length || bytes > length - offset)
        {
            throw Bad($"truncated: {what} needs bytes 0x{offset:x}+0x{bytes:x}, the file has 0x{length:x}", Rebuild);
        }

        return file.Slice((int)offset, (int)bytes);
    }

    private string Text(ReadOnlySpan<byte> strings, uint offset, string what)
    {
        int length = offset < (uint)strings.Length ? strings[(int)offset..].IndexOf((byte)0) : -1;
        return length >= 0
            ? Encoding.UTF8.GetString(strings.Slice((int)offset, length))
            : throw Bad($"{what} lies outside its string table", Rebuild);
    }

    private ElfException Bad(string reason, string remedy) => new(path, reason, remedy);

    private static ushort U16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]);

    private static uint U32(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt32LittleEndian(data[at..]);

    private static ulong U64(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt64LittleEndian(data[at..]);
}
