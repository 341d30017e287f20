using System;
using System.Collections.Generic;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Audit;

/// <summary>The symbols of the ILC object that the linker kept, with sizes and owners.</summary>
internal static class ImageSymbols
{
    public static List<ImageSymbol> Of(ElfFile elf, ElfFile ilcObject, string module)
    {
        var kept = new List<ImageSymbol>();
        List<ElfSymbol> symbols = ByPlace(ilcObject);
        for (int first = 0, next; first < symbols.Count; first = next)
        {
            next = first + 1;
            while (next < symbols.Count && IsSamePlace(symbols[first], symbols[next]))
            {
                next++;
            }

            ElfSection section = ilcObject.Sections[symbols[first].SectionIndex];
            bool isLast = next == symbols.Count || symbols[next].SectionIndex != section.Index;
            ulong end = isLast ? section.Size : symbols[next].Value;
            AddKept(kept, elf, symbols.GetRange(first, next - first), section.Name, end, module);
        }

        kept.Sort(Order);
        return kept;
    }

    /// <param name="names">All symbols at one place.</param>
    /// <param name="end">Where the next one starts, in bytes from the start of the section.</param>
    private static void AddKept(List<ImageSymbol> kept, ElfFile elf, List<ElfSymbol> names, string section, ulong end, string module)
    {
        string owner = OwnerOf(names, module);
        ulong bytes = names[0].Size != 0 ? names[0].Size : end - names[0].Value;
        foreach (ElfSymbol symbol in names)
        {
            if (elf.FindSymbol(symbol.Name) is not null)
            {
                kept.Add(new ImageSymbol(symbol.Name, section, bytes, owner));
                bytes = 0;
            }
        }
    }

    /// <summary>A [RuntimeExport] is a second name of a method: it belongs to whom the method belongs.</summary>
    private static string OwnerOf(List<ElfSymbol> names, string module)
    {
        foreach (ElfSymbol symbol in names)
        {
            string owner = SymbolOwner.Of(symbol.Name, symbol.Type == ElfSymbolType.Function, module);
            if (owner != SymbolOwner.Compiler)
            {
                return owner;
            }
        }

        return SymbolOwner.Compiler;
    }

    private static List<ElfSymbol> ByPlace(ElfFile ilcObject)
    {
        var symbols = new List<ElfSymbol>();
        foreach (ElfSymbol symbol in ilcObject.Symbols)
        {
            bool isNamed = symbol.Name.Length != 0 && symbol.Name[0] != '$'
                && symbol.Type is ElfSymbolType.None or ElfSymbolType.Object or ElfSymbolType.Function;
            if (isNamed && symbol.IsInSection && symbol.SectionIndex < ilcObject.Sections.Count)
            {
                symbols.Add(symbol);
            }
        }

        symbols.Sort(static (a, b) =>
        {
            int bySection = a.SectionIndex.CompareTo(b.SectionIndex);
            int byValue = a.Value.CompareTo(b.Value);
            return bySection != 0 ? bySection : byValue != 0 ? byValue : string.CompareOrdinal(a.Name, b.Name);
        });
        return symbols;
    }

    private static bool IsSamePlace(ElfSymbol a, ElfSymbol b) => a.SectionIndex == b.SectionIndex && a.Value == b.Value;

    private static int Order(ImageSymbol a, ImageSymbol b)
    {
        int byOwner = string.CompareOrdinal(a.Owner, b.Owner);
        int bySize = b.Bytes.CompareTo(a.Bytes);
        return byOwner != 0 ? byOwner : bySize != 0 ? bySize : string.CompareOrdinal(a.Name, b.Name);
    }
}
