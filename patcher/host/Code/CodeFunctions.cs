using System;
using System.Collections.Generic;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Symbols;

namespace BareMetal.AltTool.Code;

/// <summary>The named parts of text, in address order and without gaps: code after the end of a function belongs to it.</summary>
internal sealed class CodeFunctions
{
    private readonly ulong _textStart;
    private readonly CodeFunction[] _functions;

    public CodeFunctions(ElfFile elf)
    {
        CodeSymbols symbols = CodeSymbols.Of(elf);
        _textStart = symbols.TextStart;
        Dictionary<ulong, ulong> sizes = Sizes(elf);
        ReadOnlySpan<CodeSymbol> all = symbols.All;
        _functions = new CodeFunction[all.Length];
        for (int i = 0; i < all.Length; i++)
        {
            ulong start = _textStart + all[i].Offset;
            ulong end = i + 1 < all.Length ? _textStart + all[i + 1].Offset : symbols.TextEnd;
            ulong size = sizes.GetValueOrDefault(start);
            _functions[i] = new CodeFunction(all[i].Name, start, end, size != 0 ? size : end - start);
        }
    }

    /// <summary>The function that an address of text belongs to; null before the first.</summary>
    public CodeFunction? Find(ulong address)
    {
        int low = -1;
        for (int high = _functions.Length; high - low > 1;)
        {
            int middle = (low + high) / 2;
            (low, high) = _functions[middle].Start <= address ? (middle, high) : (low, middle);
        }

        return low >= 0 && address < _functions[low].End ? _functions[low] : null;
    }

    /// <summary><c>KernelMain.Run+0x1c</c>, or the bare address.</summary>
    public string Describe(ulong address) => Find(address)?.Describe(address) ?? $"0x{address:x}";

    private static Dictionary<ulong, ulong> Sizes(ElfFile elf)
    {
        var sizes = new Dictionary<ulong, ulong>();
        foreach (ElfSymbol symbol in elf.Symbols)
        {
            if (symbol.Type == ElfSymbolType.Function && symbol.Size != 0)
            {
                sizes[symbol.Value] = Math.Max(symbol.Size, sizes.GetValueOrDefault(symbol.Value));
            }
        }

        return sizes;
    }
}
