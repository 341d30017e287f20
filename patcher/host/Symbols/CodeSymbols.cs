using System;
using System.Collections.Generic;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Symbols;

/// <summary>The functions of a linked Image in address order, one readable name an address.</summary>
internal sealed class CodeSymbols
{
    private readonly CodeSymbol[] _symbols;

    private CodeSymbols(ulong textStart, ulong textEnd, CodeSymbol[] symbols)
    {
        TextStart = textStart;
        TextEnd = textEnd;
        _symbols = symbols;
    }

    /// <summary>VA of <c>__text_start</c>.</summary>
    public ulong TextStart { get; }

    /// <summary>VA of <c>__text_end</c>.</summary>
    public ulong TextEnd { get; }

    public ReadOnlySpan<CodeSymbol> All => _symbols;

    public static CodeSymbols Of(ElfFile elf)
    {
        ulong start = elf.RequireSymbol("__text_start");
        ulong end = elf.RequireSymbol("__text_end");
        if (end < start || end - start > uint.MaxValue)
        {
            throw elf.Bad($"__text_start 0x{start:x} and __text_end 0x{end:x} don't bound a text", "Check linker-scripts/image.ld");
        }

        var best = new Dictionary<ulong, Candidate>();
        foreach (ElfSymbol symbol in elf.Symbols)
        {
            if (symbol.Value >= start && symbol.Value < end && IsCode(symbol))
            {
                var candidate = Candidate.Of(symbol);
                if (!best.TryGetValue(symbol.Value, out Candidate known) || candidate.CompareTo(known) < 0)
                {
                    best[symbol.Value] = candidate;
                }
            }
        }

        return new CodeSymbols(start, end, Sorted(best, start));
    }

    public bool Contains(ulong address) => address >= TextStart && address < TextEnd;

    /// <summary>The name for a VA: <c>KernelMain.Run+0x1c</c>, or the address where no function starts before it.</summary>
    public string Describe(ulong address)
    {
        int index = Contains(address) ? IndexOf((uint)(address - TextStart)) : -1;
        if (index < 0)
        {
            return $"0x{address:x16}";
        }

        ulong offset = address - TextStart - _symbols[index].Offset;
        return $"{_symbols[index].Name}+0x{offset:x}";
    }

    /// <summary>The last symbol at or before the offset, -1 if there is none.</summary>
    private int IndexOf(uint offset)
    {
        int index = Array.BinarySearch(_symbols, new CodeSymbol(offset, ""), ByOffset);
        return index >= 0 ? index : ~index - 1;
    }

    private static Comparer<CodeSymbol> ByOffset { get; } = Comparer<CodeSymbol>.Create((a, b) => a.Offset.CompareTo(b.Offset));

    /// <summary>Functions and plain labels; not the linker script's bounds, and not the assembler's $x and $d marks.</summary>
    public static bool IsCode(ElfSymbol symbol) => symbol.Type switch
    {
        ElfSymbolType.Function => symbol.IsInSection && symbol.Name.Length != 0,
        ElfSymbolType.None => symbol.IsInSection && symbol.Name.Length != 0 && symbol.Name[0] is not ('$' or '_' or '.'),
        _ => false,
    };

    private static CodeSymbol[] Sorted(Dictionary<ulong, Candidate> best, ulong start)
    {
        var symbols = new CodeSymbol[best.Count];
        int count = 0;
        foreach ((ulong address, Candidate candidate) in best)
        {
            symbols[count++] = new CodeSymbol((uint)(address - start), candidate.Name);
        }

        Array.Sort(symbols, ByOffset);
        return symbols;
    }
}
