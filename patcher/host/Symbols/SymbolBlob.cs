using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Symbols;

/// <summary>
/// The symbol table inside the running Image, read by boot for exception reports. Three labels, nothing to relocate:
/// <code>
/// bm_symbol_offsets:  u32 × count   bytes from __text_start, ascending, no two equal
/// bm_symbol_names:    the names in the same order, ASCII, each ended by one zero byte; .Member is of the last type that was named before
/// bm_symbols_end:
/// </code>
/// count = (bm_symbol_names - bm_symbol_offsets) / 4; 0 in the first link pass. The name of entry i starts after the i-th zero
/// byte. An address belongs to the last entry at or before it; addresses from __text_end have none.
/// </summary>
internal static class SymbolBlob
{
    private const string Prologue =
        "// Made by `alt link-inputs` from the first link pass; the layout is described in patcher/host/README.md.\n" +
        "\t.section .rodata.symbols, \"a\", %progbits\n" +
        "\t.balign 4\n" +
        "\t.global bm_symbol_offsets, bm_symbol_names, bm_symbols_end\n";

    /// <summary>The table as assembler source.</summary>
    public static string Write(ReadOnlySpan<CodeSymbol> symbols)
    {
        var text = new StringBuilder(Prologue, Prologue.Length + (symbols.Length * 64));
        text.Append("bm_symbol_offsets:\n");
        foreach (CodeSymbol symbol in symbols)
        {
            text.Append($"\t.long 0x{symbol.Offset:x}\n");
        }

        text.Append("bm_symbol_names:\n");
        string type = "";
        foreach (CodeSymbol symbol in symbols)
        {
            string name = Ascii(symbol.Name);
            bool isMember = type.Length > 0 && name.StartsWith(type + '.', StringComparison.Ordinal);
            text.Append($"\t.asciz \"{(isMember ? name[type.Length..] : name)}\"\n");
            type = TypeOf(name) ?? type;
        }

        return text.Append("bm_symbols_end:\n").ToString();
    }

    /// <summary>The table that a linked Image carries.</summary>
    public static List<CodeSymbol> Read(ElfFile elf)
    {
        ulong offsets = elf.RequireSymbol("bm_symbol_offsets");
        ulong names = elf.RequireSymbol("bm_symbol_names");
        ulong end = elf.RequireSymbol("bm_symbols_end");
        if (offsets > names || names > end || (names - offsets) % sizeof(uint) != 0)
        {
            throw elf.Bad("the labels of the symbol table are out of order", "Write it with alt link-inputs and link again");
        }

        ReadOnlySpan<byte> data = offsets == end ? default : elf.ReadAt(offsets, end - offsets);
        int count = (int)(names - offsets) / sizeof(uint);
        ReadOnlySpan<byte> text = data[(count * sizeof(uint))..];
        var symbols = new List<CodeSymbol>(count);
        string type = "";
        for (int i = 0; i < count; i++)
        {
            int length = text.IndexOf((byte)0);
            if (length < 0)
            {
                throw elf.Bad($"the symbol table has {count} addresses and only {i} names", "Write it with alt link-inputs and link again");
            }

            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(data[(i * sizeof(uint))..]);
            string name = Encoding.ASCII.GetString(text[..length]);
            symbols.Add(new CodeSymbol(offset, name.StartsWith('.') ? type + name : name));
            type = TypeOf(name) ?? type;
            text = text[(length + 1)..];
        }

        return symbols;
    }

    /// <summary>What a name says of the type: all before its first dot, or null where it says nothing.</summary>
    private static string? TypeOf(string name) => name.IndexOf('.') is > 0 and int dot ? name[..dot] : null;

    /// <summary>What the table holds for a function.</summary>
    public static CodeSymbol Embedded(CodeSymbol symbol) => symbol with { Name = Ascii(symbol.Name) };

    /// <summary>As the table shows it: what isn't printable ASCII, or would end the string in the source, becomes '?'.</summary>
    public static string Ascii(string name) =>
        string.Create(name.Length, name, static (text, source) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = source[i] is > ' ' and <= '~' and not ('"' or '\\') ? source[i] : '?';
            }
        });
}
