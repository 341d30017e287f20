using System;
using System.Collections.Generic;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Symbols;

namespace BareMetal.AltTool.Code;

/// <summary>
/// Everything that takes an address in text, instruction or data, from the relocations that the linker left (<c>--emit-relocs</c>):
/// ADRP and ADD, literals, tables of pointers. Branches aren't among them, they are read from the instructions; neither are the
/// linker script's bounds, where nothing runs.
/// </summary>
internal sealed class TextReferences
{
    private const uint None = 0;

    /// <summary>Of TBZ, B.cond and CBZ, B, BL (ELF for the Arm 64-bit Architecture, R_AARCH64_TSTBR14 to R_AARCH64_CALL26).</summary>
    private static readonly uint[] s_branches = [279, 280, 282, 283];

    private readonly List<TextReference> _all = [];
    private readonly Dictionary<ulong, ulong> _targets = [];

    public TextReferences(ElfFile elf, ImageText text)
    {
        bool hasRelocations = false;
        foreach (ElfSection section in elf.Sections)
        {
            if (section.IsAllocated && section.Size != 0)
            {
                List<ElfRelocation> relocations = elf.RelocationsOf(section);
                hasRelocations |= relocations.Count != 0;
                Add(elf, text, section.Name, relocations);
            }
        }

        if (!hasRelocations)
        {
            throw elf.Bad("there are no relocations, which say whose address is taken where", "Link with --emit-relocs");
        }
    }

    public IReadOnlyList<TextReference> All => _all;

    /// <summary>What the place at a VA refers to in text, or null.</summary>
    public ulong? At(ulong place) => _targets.TryGetValue(place, out ulong target) ? target : null;

    private void Add(ElfFile elf, ImageText text, string section, List<ElfRelocation> relocations)
    {
        foreach (ElfRelocation relocation in relocations)
        {
            ElfSymbol symbol = elf.Symbols[relocation.SymbolIndex];
            ulong target = symbol.Value + (ulong)relocation.Addend;
            bool isCode = symbol.Type == ElfSymbolType.Section || CodeSymbols.IsCode(symbol);
            bool isAddress = relocation.Type != None && Array.IndexOf(s_branches, relocation.Type) < 0;
            if (isAddress && isCode && text.Contains(target))
            {
                _all.Add(new TextReference(relocation.Offset, target, section));
                _targets[relocation.Offset] = target;
            }
        }
    }
}
