using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Safety;

/// <summary>Whether a linked Image can be patched safely.</summary>
internal sealed class ImageSafety
{
    public ImageSafety(LinkedCode code, SafetyRules rules)
    {
        ElfFile elf = code.Elf;
        ImageText text = code.Text;
        PatchRanges ranges = code.Ranges;
        var errata = new ErratumChecks(elf.Path, text, ranges, rules);
        var exclusives = new ExclusiveCheck(elf.Path, text, ranges);
        Closure = new PatchClosure(elf, text, code.References, rules);
        Findings =
        [
            .. new ClosureCheck(elf.Path, text, ranges, rules, Closure).Run(),
            .. new IntoSiteCheck(elf, text, ranges, code.References, rules).Run(),
            .. errata.Run(),
            .. exclusives.Run(),
            .. new LandingPadCheck(elf.Path, text, ranges).Run(),
        ];
        Rules = rules;
        JumpTables = text.JumpTables.Count;
        References = code.References.All.Count;
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
