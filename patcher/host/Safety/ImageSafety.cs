using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Table;

namespace BareMetal.AltTool.Safety;

/// <summary>Whether a linked Image can be patched safely.</summary>
internal sealed class ImageSafety
{
    public ImageSafety(ElfFile elf, SafetyRules rules)
    {
        var text = new ImageText(elf);
        var references = new TextReferences(elf, text);
        var ranges = new PatchRanges(text, AltTable.Of(elf));
        var errata = new ErratumChecks(elf.Path, text, ranges, rules);
        var exclusives = new ExclusiveCheck(elf.Path, text, ranges);
        Closure = new PatchClosure(elf, text, references, rules);
        Findings =
        [
            .. new ClosureCheck(elf.Path, text, ranges, rules, Closure).Run(),
            .. new BranchCheck(elf, text, ranges, references, rules).Run(),
            .. errata.Run(),
            .. exclusives.Run(),
        ];
        Rules = rules;
        JumpTables = text.JumpTables.Count;
        References = references.All.Count;
        PlacedAdrps = errata.PlacedAdrps;
        Multiplies = errata.Multiplies;
        LoadExclusives = exclusives.Loads;
    }

    public SafetyRules Rules { get; }

    /// <summary>What runs while text is being written.</summary>
    public PatchClosure Closure { get; }

    public int JumpTables { get; }

    /// <summary>Places that take an address in text.</summary>
    public int References { get; }

    /// <summary>ADRPs where erratum 843419 looks at what follows.</summary>
    public int PlacedAdrps { get; }

    /// <summary>Multiply-accumulates, of which erratum 835769 looks at what precedes.</summary>
    public int Multiplies { get; }

    /// <summary>Load exclusives, of which everything up to the store is looked at.</summary>
    public int LoadExclusives { get; }

    public List<Diagnostic> Findings { get; }
}
