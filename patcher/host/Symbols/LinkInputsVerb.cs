using System.IO;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Table;
using BareMetal.Patcher;

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
        File.WriteAllText(arguments.Require("-r"), LinkOptions(elf));
        return 0;
    }

    public static string LinkOptions(ElfFile elf)
    {
        AltTable table = AltTable.Of(elf);
        return $"""
            --defsym=__alt_link_pass=2
            --defsym=__alt_arena_words={table.Words}
            --defsym=__alt_arena_entries={table.Entries.Count}
            --defsym=__alt_arena_bytes={ArenaBytes(elf, table)}

            """;
    }

    /// <summary>What a plan for this table takes, in bytes.</summary>
    public static ulong ArenaBytes(ElfFile elf, AltTable table)
    {
        CodeSymbols code = CodeSymbols.Of(elf);
        return AltArena.BytesFor((nuint)(code.TextEnd - code.TextStart) / A64.WordBytes, table.Entries.Count, table.Words);
    }
}
