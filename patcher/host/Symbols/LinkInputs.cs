using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Table;
using BareMetal.Patcher;

namespace BareMetal.AltTool.Symbols;

/// <summary>How much memory a patching plan for exactly this table takes: what the linker script is told of it.</summary>
internal static class LinkInputs
{
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
