using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Table;

/// <summary>The <c>.altinstructions</c> section of a linked Image.</summary>
internal sealed class AltTable
{
    public const string SectionName = ".altinstructions";
    public const int EntryBytes = 12;
    private const int WordBytes = 4;

    private AltTable(List<AltEntry> entries, int trailingBytes)
    {
        Entries = entries;
        TrailingBytes = trailingBytes;
        foreach (AltEntry entry in entries)
        {
            Words += entry.OriginalLength / WordBytes;
            Callbacks += entry.IsCallback ? 1 : 0;
        }
    }

    public IReadOnlyList<AltEntry> Entries { get; }

    /// <summary>Bytes after the last whole entry: 0 in a sound table.</summary>
    public int TrailingBytes { get; }

    /// <summary>Instruction words of all entries together: enough for any plan, which takes one entry of each site.</summary>
    public int Words { get; }

    public int Callbacks { get; }

    /// <summary>An Image without the section has an empty table.</summary>
    public static AltTable Of(ElfFile elf)
    {
        var entries = new List<AltEntry>();
        ElfSection? section = elf.FindSection(SectionName);
        if (section is null)
        {
            return new AltTable(entries, 0);
        }

        ReadOnlySpan<byte> data = section.Data.Span;
        int count = data.Length / EntryBytes;
        for (int i = 0; i < count; i++)
        {
            ulong address = section.Address + (ulong)(i * EntryBytes);
            entries.Add(Read(data.Slice(i * EntryBytes, EntryBytes), i, address));
        }

        return new AltTable(entries, data.Length - (count * EntryBytes));
    }

    /// <param name="address">VA of the entry: both offsets are relative to the field they stand in.</param>
    private static AltEntry Read(ReadOnlySpan<byte> entry, int index, ulong address) => new(
        index,
        address + (ulong)BinaryPrimitives.ReadInt32LittleEndian(entry),
        address + 4 + (ulong)BinaryPrimitives.ReadInt32LittleEndian(entry[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]),
        entry[10],
        entry[11]);
}
