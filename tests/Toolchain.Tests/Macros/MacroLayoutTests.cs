using System.Linq;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests.Macros;

/// <summary>Where what the macros of alternative.inc leave is put: sections, data, objects and link addresses.</summary>
[Trait("Area", "The build")]
public sealed class MacroLayoutTests
{
    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void The_replacement_stays_in_the_section_of_its_site(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.global	f, g, h
            f:	alternative_insn "dsb nsh", "isb", HAS_SB
            	.section .other, "ax"
            g:	alternative_insn "dmb ish", "isb", HAS_SB
            	.text
            h:	alternative_insn "nop", "isb", HAS_SB
            """);

        Assert.Equal(["f+0 HAS_SB: dsb nsh -> isb", "g+0 HAS_SB: dmb ish -> isb", "h+0 HAS_SB: nop -> isb"], code.Sites);
        Assert.Equal([".text", ".other", ".text"], code.Entries.Select(entry => code.SectionAt(entry.Original)));
        Assert.Equal([".text", ".other", ".text"], code.Entries.Select(entry => code.SectionAt(entry.Alternative)));
        Assert.Equal("dsb nsh, nop, isb, isb", code.Text(".text"));
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Arms_may_hold_labels_and_other_sections(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.global	f
            f:	alternative_if HAS_SB
            1:	isb
            	.pushsection .rodata, "a"
            	.word	0
            	.popsection
            	b	1b
            	alternative_else
            1:	nop
            	.pushsection .rodata, "a"
            	.word	0
            	.popsection
            	b	1b
            	alternative_endif
            	ret
            """);

        Assert.Equal(["f+0 HAS_SB: nop, 17ffffff -> isb, 17ffffff"], code.Sites);
        Assert.Equal("nop, 17ffffff, ret, isb, 17ffffff", code.Text(".text"));
    }

    /// <summary>GNU as then aligns before the instruction, which makes a length unknown unless the arm is aligned before.</summary>
    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Sites_may_follow_data(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.global	f
            f:	.word	0
            	alternative_insn "dsb nsh", "isb", HAS_SB
            	.word	0
            	alternative_if HAS_SB
            	isb
            	alternative_else_nop_endif
            	.word	0
            	alternative_cb HAS_SB, f
            	brk	#1
            	alternative_cb_end
            	alternative_if HAS_SB
            	.word	0xd50330ff
            	alternative_else
            	isb
            	alternative_endif
            """);

        Assert.Equal(
            ["f+4 HAS_SB: dsb nsh -> isb", "f+12 HAS_SB: nop -> isb", "f+20 HAS_SB: brk 1 -> callback f", "f+24 HAS_SB: isb -> sb"],
            code.Sites);
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Entries_are_12_bytes_without_gaps_over_objects(string assembler)
    {
        using Snippet snippet = Snippet.Assembly(assembler, """
            	.include "alternative.inc"
            	.pushsection .altinstructions, "a"
            	.popsection
            	alternative_insn "nop", "isb", HAS_SB
            """);
        Assert.True(snippet.Compile().Succeeded);
        Assert.True(snippet.Compile("snippet.S", "second.o").Succeeded);

        CommandResult linked = snippet.TryLink(0x200000, "second.o");

        Assert.True(linked.Succeeded, linked.Text);
        LinkedSnippet code = new(AltTool.Elf.ElfFile.Load(snippet.PathOf("snippet.elf")));
        Assert.Equal(24, code.Table.Length);
        Assert.Equal(2, code.Entries.Count);
        Assert.All(code.Entries, entry => Assert.Equal((4, 4), (entry.OriginalLength, entry.AlternativeLength)));
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Entries_do_not_depend_on_the_link_address(string assembler)
    {
        using Snippet snippet = Snippet.Assembly(assembler, """
            	.global	f, g
            f:	alternative_insn "nop", "isb", HAS_SB
            g:	alternative_cb HAS_SB, f
            	nop
            	alternative_cb_end
            """);
        Assert.True(snippet.Compile().Succeeded);

        LinkedSnippet low = snippet.Link(0x200000);
        LinkedSnippet high = snippet.Link(0xffff800080000000);

        Assert.Equal(low.Table, high.Table);
        Assert.Equal(low.Sites, high.Sites);
        Assert.Equal(["f+0 HAS_SB: nop -> isb", "g+0 HAS_SB: nop -> callback f"], high.Sites);
    }

    private static LinkedSnippet Build(string assembler, string text)
    {
        using Snippet snippet = Snippet.Assembly(assembler, text);
        return snippet.Build();
    }
}
