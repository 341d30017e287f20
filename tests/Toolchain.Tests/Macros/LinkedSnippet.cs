using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Table;
using Xunit;

namespace BareMetal.Toolchain.Tests.Macros;

/// <summary>What the macros left in a linked file, as text that a test can compare and a failure can show.</summary>
internal sealed class LinkedSnippet(ElfFile elf)
{
    private const uint RegistersMask = 0x3ff;

    /// <summary>Words without operands, and words with Rn and Rt cleared.</summary>
    private static readonly Dictionary<uint, string> s_instructions = new()
    {
        [0xd503201f] = "nop",
        [0xd503379f] = "dsb nsh",
        [0xd5033fdf] = "isb",
        [0xd50330ff] = "sb",
        [0xd5033bbf] = "dmb ish",
        [0xd65f03c0] = "ret",
        [0xd4200020] = "brk 1",
        [0x88dffc00] = "ldar",
        [0xb8bfc000] = "ldapr",
    };

    /// <summary>One line an entry, in table order: <c>function+offset CAPABILITY: old, … -> new, …</c>.</summary>
    public string[] Sites => [.. Entries.Select(entry => $"{NameAt(entry.Original, withOffset: true)} {Describe(entry)}")];

    /// <summary>As <see cref="Sites"/>, sorted and without offsets, which are the compiler's business.</summary>
    public string[] SitesByFunction =>
        [.. Entries.Select(entry => $"{NameAt(entry.Original, withOffset: false)} {Describe(entry)}").Order(StringComparer.Ordinal)];

    /// <summary>The bytes of the table.</summary>
    public byte[] Table => BytesOf(".altinstructions");

    /// <summary>All entries; nothing follows the last whole one.</summary>
    public IReadOnlyList<AltEntry> Entries
    {
        get
        {
            AltTable table = AltTable.Of(elf);
            Assert.Equal(0, table.TrailingBytes);
            return table.Entries;
        }
    }

    /// <summary>The instructions of a section.</summary>
    public string Text(string section) => Words(BytesOf(section));

    public byte[] BytesOf(string section) => elf.FindSection(section)?.Data.ToArray() ?? [];

    /// <summary>Name of the section that holds an address.</summary>
    public string SectionAt(ulong address) => elf.Sections.First(section => section.IsAllocated && section.Contains(address, 4)).Name;

    private static string Words(ReadOnlySpan<byte> code)
    {
        List<string> words = [];
        for (int i = 0; i < code.Length; i += 4)
        {
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(code[i..]);
            words.Add(s_instructions.GetValueOrDefault(word) ?? s_instructions.GetValueOrDefault(word & ~RegistersMask) ?? $"{word:x8}");
        }

        return string.Join(", ", words);
    }

    private string Describe(AltEntry entry)
    {
        Assert.True(!entry.IsCallback || entry.AlternativeLength == 0, $"a callback with a replacement: {entry}");
        AltCapability cap = new(entry.CpuCap);
        string old = Words(elf.ReadAt(entry.Original, entry.OriginalLength));
        string result = entry.IsCallback
            ? $"{(cap.IsCallback ? "callback" : "older callback")} {NameAt(entry.Alternative, withOffset: false)}"
            : Words(elf.ReadAt(entry.Alternative, entry.AlternativeLength));
        return $"{cap.Name}: {old} -> {result}";
    }

    /// <summary>The last function that starts at or before an address.</summary>
    private string NameAt(ulong address, bool withOffset)
    {
        ElfSymbol symbol =
            elf.Symbols.Where(s => s.IsInSection && s.Value <= address && char.IsLetter(s.Name.FirstOrDefault())).MaxBy(s => s.Value);
        return withOffset ? $"{symbol.Name}+{address - symbol.Value}" : symbol.Name;
    }
}
