using System;
using System.Collections.Generic;

namespace BareMetal.AltTool.Elf;

/// <summary>Says what lies at an offset of a section of an object: the last symbol that starts at or before it.</summary>
internal sealed class ElfObjectMap
{
    private readonly Dictionary<int, List<ElfSymbol>> _bySection = [];

    public ElfObjectMap(ElfFile elfObject)
    {
        foreach (ElfSymbol symbol in elfObject.Symbols)
        {
            if (symbol.IsInSection && symbol.Name.Length != 0)
            {
                Of(symbol.SectionIndex).Add(symbol);
            }
        }

        foreach (List<ElfSymbol> symbols in _bySection.Values)
        {
            // ILC's own name of a method has __ in it and comes last, after its exported names.
            symbols.Sort(static (a, b) => a.Value != b.Value ? a.Value.CompareTo(b.Value) : IsMethod(a).CompareTo(IsMethod(b)));
        }
    }

    public ElfSymbol? SymbolAt(ElfSection section, ulong offset)
    {
        List<ElfSymbol> symbols = Of(section.Index);
        int last = -1;
        for (int step = symbols.Count; step > 0; step /= 2)
        {
            while (last + step < symbols.Count && symbols[last + step].Value <= offset)
            {
                last += step;
            }
        }

        return last < 0 ? null : symbols[last];
    }

    private static bool IsMethod(ElfSymbol symbol) => symbol.Name.IndexOf("__", StringComparison.Ordinal) > 0;

    private List<ElfSymbol> Of(int section)
    {
        if (!_bySection.TryGetValue(section, out List<ElfSymbol>? symbols))
        {
            _bySection[section] = symbols = [];
        }

        return symbols;
    }
}
