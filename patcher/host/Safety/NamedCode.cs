using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Symbols;

namespace BareMetal.AltTool.Safety;

/// <summary>Finds functions by what the rules call them: all instances of a generic one have the same readable name.</summary>
internal sealed class NamedCode(ElfFile elf, ImageText text)
{
    /// <summary>VAs in ascending order, each once.</summary>
    public SortedSet<ulong> Find(PatternLine line)
    {
        var found = new SortedSet<ulong>();
        foreach (ElfSymbol symbol in elf.Symbols)
        {
            bool isNamed = line.Matches(symbol.Name) || (IlcName.Readable(symbol.Name) is { } readable && line.Matches(readable));
            if (isNamed && CodeSymbols.IsCode(symbol) && text.IsCode(symbol.Value))
            {
                found.Add(symbol.Value);
            }
        }

        return found;
    }
}
