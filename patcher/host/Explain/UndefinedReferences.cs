using System.Collections.Generic;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Explain;

/// <summary>
/// Finds by relocations which methods use which undefined symbols. Where data refers to one (an interface dispatch cell does),
/// the methods that refer to that data are its users.
/// </summary>
internal static class UndefinedReferences
{
    /// <summary>All uses, in the order of the code; one entry for a method that uses a helper several times.</summary>
    public static List<UndefinedReference> Of(ElfFile ilcObject)
    {
        var map = new ElfObjectMap(ilcObject);
        var helperOfData = new Dictionary<(int Section, ulong Start), string>();
        foreach ((ElfSymbol user, ElfSymbol target) in Uses(ilcObject, map, isCode: false))
        {
            if (target.IsUndefined)
            {
                helperOfData[(user.SectionIndex, user.Value)] = target.Name;
            }
        }

        var references = new List<UndefinedReference>();
        var known = new HashSet<UndefinedReference>();
        foreach ((ElfSymbol user, ElfSymbol target) in Uses(ilcObject, map, isCode: true))
        {
            string? helper = target.IsUndefined ? target.Name : helperOfData.GetValueOrDefault((target.SectionIndex, target.Value));
            if (helper is not null && known.Add(new UndefinedReference(helper, user.Name)))
            {
                references.Add(new UndefinedReference(helper, user.Name));
            }
        }

        return references;
    }

    private static IEnumerable<(ElfSymbol User, ElfSymbol Target)> Uses(ElfFile ilcObject, ElfObjectMap map, bool isCode)
    {
        foreach (ElfSection section in ilcObject.Sections)
        {
            if (!section.IsAllocated || section.IsExecutable != isCode)
            {
                continue;
            }

            foreach (ElfRelocation relocation in ilcObject.RelocationsOf(section))
            {
                if (map.SymbolAt(section, relocation.Offset) is { } user)
                {
                    yield return (user, ilcObject.Symbols[relocation.SymbolIndex]);
                }
            }
        }
    }
}
