using System.Collections.Generic;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Explain;
using BareMetal.AltTool.Table;

namespace BareMetal.AltTool.Audit;

/// <summary>What is in a linked Image, and what of it shouldn't be.</summary>
internal sealed class ImageAudit
{
    /// <param name="elf">The second link pass.</param>
    /// <param name="ilcObject">What ilc wrote.</param>
    /// <param name="module">Name of the assembly that ilc compiled.</param>
    /// <param name="imageBytes">Size of the raw Image.</param>
    /// <param name="expected">What the compiler may add.</param>
    /// <param name="budget">How large it may be.</param>
    public ImageAudit(ElfFile elf, ElfFile ilcObject, string module, ulong imageBytes, ExpectedNames expected, ImageBudget budget)
    {
        Elf = elf;
        ImageBytes = imageBytes;
        Expected = expected;
        Budget = budget;
        Table = AltTable.Of(elf);
        Symbols = ImageSymbols.Of(elf, ilcObject, module);
        References = UndefinedReferences.Of(ilcObject);
        Findings = new AuditChecks(this).Run();
    }

    public ElfFile Elf { get; }

    public ulong ImageBytes { get; }

    public ExpectedNames Expected { get; }

    public ImageBudget Budget { get; }

    public AltTable Table { get; }

    public List<ImageSymbol> Symbols { get; }

    /// <summary>Uses of undefined symbols: runtime helpers, and what we import from assembly.</summary>
    public List<UndefinedReference> References { get; }

    public List<Diagnostic> Findings { get; }

    /// <summary>The sections that are in memory at run time.</summary>
    public IEnumerable<ElfSection> Sections
    {
        get
        {
            foreach (ElfSection section in Elf.Sections)
            {
                if (section.IsAllocated && section.Size != 0)
                {
                    yield return section;
                }
            }
        }
    }
}
