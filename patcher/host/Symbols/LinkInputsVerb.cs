using System.IO;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Table;

namespace BareMetal.AltTool.Symbols;

/// <summary>
/// What the second link pass needs to know from the first: the symbol table for exception reports, and how much memory a
/// patching plan for exactly this table takes. Neither moves text, so the addresses of the first pass stay true; `alt audit` checks.
/// </summary>
internal static class LinkInputsVerb
{
    public static Verb Verb { get; } = new("link-inputs", "ELF -o symbols.s -r link.rsp", ["-o", "-r"], Run);

    private static int Run(Arguments arguments)
    {
        ElfFile elf = ElfFile.Load(arguments.SingleInput("linked ELF file"));
        File.WriteAllText(arguments.Require("-o"), SymbolBlob.Write(CodeSymbols.Of(elf).All));
        File.WriteAllText(arguments.Require("-r"), LinkOptions(AltTable.Of(elf)));
        return 0;
    }

    public static string LinkOptions(AltTable table) =>
        $"--defsym=__alt_link_pass=2\n--defsym=__alt_arena_words={table.Words}\n--defsym=__alt_arena_entries={table.Entries.Count}\n";
}
