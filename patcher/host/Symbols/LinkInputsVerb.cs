using System.IO;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Symbols;

/// <summary>
/// What the second link pass needs to know from the first: the symbol table for exception reports, and how much memory a
/// patching plan for exactly this table takes. Neither moves text, so the addresses of the first pass stay true; `alt check` makes sure.
/// </summary>
internal static class LinkInputsVerb
{
    public static Verb Verb { get; } = new("link-inputs", "ELF -o symbols.s -r link.rsp", ["-o", "-r"], Run);

    private static int Run(Arguments arguments)
    {
        ElfFile elf = ElfFile.Load(arguments.SingleInput("linked ELF file"));
        File.WriteAllText(arguments.Require("-o"), SymbolBlob.Write(CodeSymbols.Of(elf).All));
        File.WriteAllText(arguments.Require("-r"), LinkInputs.LinkOptions(elf));
        return 0;
    }
}
