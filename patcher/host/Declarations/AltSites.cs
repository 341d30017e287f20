using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Declarations;

/// <summary>Finds the calls of marked methods in what ILC compiled.</summary>
internal sealed class AltSites
{
    // ELF for the Arm 64-bit Architecture (AAELF64), relocations of branches.
    private const uint RelocationJump26 = 282;
    private const uint RelocationCall26 = 283;

    private const uint LinkBit = 0x8000_0000;

    /// <summary>The calls, in the order of the code.</summary>
    public List<AltSite> Sites { get; } = [];

    /// <summary>The marked methods whose address is taken.</summary>
    public HashSet<AltDeclaration> AddressTaken { get; } = [];

    public static AltSites Find(ElfFile compiled, IReadOnlyDictionary<string, AltDeclaration> bySymbol)
    {
        var sites = new AltSites();
        var map = new ElfObjectMap(compiled);
        foreach (ElfSection section in compiled.Sections)
        {
            if (section.Type == ElfSectionType.ProgramBits && section.IsAllocated)
            {
                sites.FindIn(compiled, section, map, bySymbol);
            }
        }

        return sites;
    }

    /// <summary>The symbols that an object leaves undefined, of those wanted.</summary>
    public static HashSet<AltDeclaration> Used(ElfFile compiled, IReadOnlyDictionary<string, AltDeclaration> bySymbol)
    {
        var used = new HashSet<AltDeclaration>();
        foreach (ElfSymbol symbol in compiled.Symbols)
        {
            if (symbol.IsUndefined && bySymbol.TryGetValue(symbol.Name, out AltDeclaration? declaration))
            {
                used.Add(declaration);
            }
        }

        return used;
    }

    private void FindIn(ElfFile compiled, ElfSection section, ElfObjectMap map, IReadOnlyDictionary<string, AltDeclaration> bySymbol)
    {
        List<ElfRelocation> relocations = compiled.RelocationsOf(section);
        relocations.Sort(static (a, b) => a.Offset.CompareTo(b.Offset));
        foreach (ElfRelocation relocation in relocations)
        {
            if (!bySymbol.TryGetValue(compiled.Symbols[relocation.SymbolIndex].Name, out AltDeclaration? declaration))
            {
                continue;
            }

            if (relocation.Type is not (RelocationCall26 or RelocationJump26))
            {
                AddressTaken.Add(declaration);
                continue;
            }

            ElfSymbol function = map.SymbolAt(section, relocation.Offset)
                ?? throw compiled.Bad($"a call of {declaration.Symbol} at {section.Name}+0x{relocation.Offset:x} is in no function",
                    "Compile it again: make image");
            uint instruction = BinaryPrimitives.ReadUInt32LittleEndian(section.Data.Span[(int)relocation.Offset..]);
            Sites.Add(new AltSite(declaration, function.Name, relocation.Offset - function.Value, (instruction & LinkBit) == 0));
        }
    }
}
