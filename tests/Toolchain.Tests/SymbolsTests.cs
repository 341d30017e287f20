using System;
using System.Linq;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Symbols;
using BareMetal.AltTool.Table;
using BareMetal.Patcher;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>The symbol table of the Image: names, layout, and the way through both link passes.</summary>
[Trait("Area", "The build")]
public sealed class SymbolsTests
{
    [Theory]
    [InlineData("BareMetal_BareMetal_Boot_KernelMain__Run", "KernelMain.Run")]
    [InlineData("BareMetal_BareMetal_Boot_Log__Hex_0", "Log.Hex")]
    [InlineData("BareMetal_BareMetal_Boot_Wrap___ctor", "Wrap..ctor")]
    [InlineData("BareMetal_BareMetal_Boot_Program___cctor", "Program..cctor")]
    [InlineData("BareMetal_System_Span_1<UInt8>__get_Item", "Span.get_Item")]
    [InlineData("BareMetal_BareMetal_Boot_Pair_1_Inner<Int32>__Get", "Inner.Get")]
    [InlineData("BareMetal_BareMetal_Patcher_Alternatives_2<BareMetal_Boot_Memory__BareMetal_Boot_Pair_1<Int32>>__Plan_1<Int16>",
        "Alternatives.Plan")]
    [InlineData("BareMetal_BareMetal_Boot_Memory__BareMetal_Patcher_ICodeMemory_Read", "Memory.Read")]
    [InlineData("BareMetal_BareMetal_Boot_V___Run_g__Local_2_0", "V.Run.Local")]
    [InlineData("String__get_Length", "String.get_Length")]
    [InlineData("bm_atomic_add64", null)]
    [InlineData("__managed__Startup", null)]
    [InlineData("Internal_CompilerGenerated__Module___NativeLibraryStartup", null)]
    [InlineData("el1__entry", null)]
    [InlineData("Type__", null)]
    [InlineData("__", null)]
    [InlineData("<unbox>X__Y", null)]
    [InlineData("", null)]
    public void Ilc_names_become_short_CSharp_names(string symbol, string? name) => Assert.Equal(name, IlcName.Readable(symbol));

    [Fact]
    public void Second_pass_carries_the_functions_of_the_first()
    {
        using var image = new SampleImage();
        ElfFile elf = image.LinkSecondPass();

        CodeSymbol[] expected = [new(0, "bm_barrier"), new(0x14, "KernelMain.Run")];
        Assert.Equal(expected, SymbolBlob.Read(elf));
        Assert.Equal(expected, CodeSymbols.Of(elf).All.ToArray());
        Assert.Equal(2ul, elf.FindSymbol("__alt_arena_words")?.Value);
        Assert.Equal(1ul, elf.FindSymbol("__alt_arena_entries")?.Value);
        Assert.Equal((ulong)AltArena.BytesFor(7, 1, 2), elf.FindSymbol("__alt_arena_bytes")?.Value);
    }

    [Fact]
    public void First_pass_links_with_an_empty_table()
    {
        using var image = new SampleImage();

        Assert.Empty(SymbolBlob.Read(image.LinkFirstPass()));
    }

    [Fact]
    public void Addresses_are_described_by_the_function_before_them()
    {
        using var image = new SampleImage();
        CodeSymbols symbols = CodeSymbols.Of(image.LinkFirstPass());

        Assert.Equal("bm_barrier+0x0", symbols.Describe(symbols.TextStart));
        Assert.Equal("bm_barrier+0x10", symbols.Describe(symbols.TextStart + 0x10));
        Assert.Equal("KernelMain.Run+0x4", symbols.Describe(symbols.TextStart + 0x18));
        Assert.Equal($"0x{symbols.TextEnd:x16}", symbols.Describe(symbols.TextEnd));
        Assert.Equal($"0x{symbols.TextStart - 4:x16}", symbols.Describe(symbols.TextStart - 4));
    }

    [Fact]
    public void Same_input_gives_the_same_source()
    {
        using var image = new SampleImage();

        string first = SymbolBlob.Write(CodeSymbols.Of(image.LinkFirstPass()).All);
        string second = SymbolBlob.Write(CodeSymbols.Of(image.LinkFirstPass()).All);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Five_hundred_functions_stay_within_budget()
    {
        CodeSymbol[] symbols = [.. Enumerable.Range(0, 500).Select(i => new CodeSymbol((uint)i * 64, $"PageTables.MapRange{i:d3}"))];
        using var image = new SampleImage();
        image.Assemble("symbols", SymbolBlob.Write(symbols));
        ElfFile elf = image.Link("large.elf", "symbols.o");

        Assert.Equal(symbols, SymbolBlob.Read(elf));
        Assert.InRange(elf.RequireSymbol("bm_symbols_end") - elf.RequireSymbol("bm_symbol_offsets"), 1ul, 14 * 1024ul);
    }

    [Fact]
    public void A_name_cannot_end_the_string_it_is_written_in() => Assert.Equal("a??b?", SymbolBlob.Ascii("a\"\\b\n"));

    [Fact]
    public void A_table_with_fewer_names_than_addresses_is_refused()
    {
        using var image = new SampleImage();
        image.Assemble("symbols", """
            	.section .rodata.symbols, "a"
            	.global	bm_symbol_offsets, bm_symbol_names, bm_symbols_end
            bm_symbol_offsets:
            	.long	0, 4
            bm_symbol_names:
            	.asciz	"one"
            bm_symbols_end:

            """);
        ElfFile elf = image.Link("bad.elf", "symbols.o");

        Assert.Throws<ElfException>(() => SymbolBlob.Read(elf));
    }

    [Fact]
    public void Table_entries_have_their_offsets_resolved()
    {
        using var image = new SampleImage();
        ElfFile elf = image.LinkFirstPass();

        AltTable table = AltTable.Of(elf);

        ulong site = elf.RequireSymbol("bm_barrier");
        Assert.Equal(new AltEntry(0, site, site + 12, 32, 8, 8), Assert.Single(table.Entries));
        Assert.Equal((2, 0, 0), (table.Words, table.Callbacks, table.TrailingBytes));
    }
}
