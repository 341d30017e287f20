using System.Linq;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests.Macros;

/// <summary>What each macro of alternative.inc leaves in the text and in the table, by both assemblers.</summary>
[Trait("Area", "The build")]
public sealed class AssemblyMacroTests
{
    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Alternative_insn_leaves_the_old_code_in_place(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.arch_extension sb
            	.global	f
            f:	nop
            	alternative_insn "dsb nsh; isb", "sb; nop", HAS_SB
            	ret
            """);

        Assert.Equal(["f+4 HAS_SB: dsb nsh, isb -> sb, nop"], code.Sites);
        Assert.Equal("nop, dsb nsh, isb, ret, sb, nop", code.Text(".text"));
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Alternative_insn_that_is_not_enabled_is_the_old_code_alone(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.global	f
            f:	alternative_insn "dsb nsh", "isb", HAS_SB, 0
            	alternative_insn "dmb ish", "isb", HAS_SB, enable=1
            	ret
            """);

        Assert.Equal(["f+4 HAS_SB: dmb ish -> isb"], code.Sites);
        Assert.Equal("dsb nsh, dmb ish, ret, isb", code.Text(".text"));
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Alternative_if_has_the_new_code_first(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.arch_extension sb
            	.global	f
            f:	nop
            	alternative_if HAS_SB
            	sb
            	nop
            	alternative_else
            	dsb	nsh
            	isb
            	alternative_endif
            	ret
            """);

        Assert.Equal(["f+4 HAS_SB: dsb nsh, isb -> sb, nop"], code.Sites);
        Assert.Equal("nop, dsb nsh, isb, ret, sb, nop", code.Text(".text"));
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Alternative_if_not_has_the_old_code_first(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.arch_extension sb
            	.global	f
            f:	nop
            	alternative_if_not HAS_SB
            	dsb	nsh
            	isb
            	alternative_else
            	sb
            	nop
            	alternative_endif
            	ret
            """);

        Assert.Equal(["f+4 HAS_SB: dsb nsh, isb -> sb, nop"], code.Sites);
        Assert.Equal("nop, dsb nsh, isb, ret, sb, nop", code.Text(".text"));
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Alternative_else_nop_endif_fills_the_second_arm(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.global	f
            f:	alternative_if HAS_SB
            	isb
            	isb
            	isb
            	alternative_else_nop_endif
            	alternative_if_not HAS_SB
            	dsb	nsh
            	isb
            	alternative_else_nop_endif
            	ret
            """);

        Assert.Equal(["f+0 HAS_SB: nop, nop, nop -> isb, isb, isb", "f+12 HAS_SB: dsb nsh, isb -> nop, nop"], code.Sites);
        Assert.Equal("nop, nop, nop, dsb nsh, isb, ret, isb, isb, isb, nop, nop", code.Text(".text"));
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void A_callback_has_no_replacement(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.global	f, callback
            f:	nop
            	alternative_cb ALWAYS_BOOT, callback
            	brk	#1
            	nop
            	alternative_cb_end
            callback:
            	ret
            """);

        Assert.Equal(["f+4 ALWAYS_BOOT: brk 1, nop -> callback callback"], code.Sites);
        Assert.Equal("nop, brk 1, nop, ret", code.Text(".text"));
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void ARM64_NCAPS_gives_the_older_callback_form(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.global	f, callback
            f:	alternative_cb ARM64_NCAPS, callback
            	brk	#1
            	alternative_cb_end
            callback:
            	ret
            """);

        Assert.Equal(["f+0 ARM64_CB_PATCH: brk 1 -> older callback callback"], code.Sites);
        Assert.Equal("brk 1, ret", code.Text(".text"));
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Macros_can_hold_alternatives(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.macro	barrier old:vararg
            	.irp	instruction, dsb nsh, isb
            	alternative_if_not HAS_SB
            	\old
            	alternative_else
            	isb
            	alternative_endif
            	.endr
            	.endm
            	.macro	wait
            	b	.Lover\@
            	alternative_cb ALWAYS_SYSTEM, g
            	brk	#1
            	alternative_cb_end
            .Lover\@:
            	.endm
            	.global	f, g
            f:	barrier dsb nsh
            	wait
            g:	wait
            	barrier dmb ish
            """);

        Assert.Equal(
            [
                "f+0 HAS_SB: dsb nsh -> isb",
                    "f+4 HAS_SB: dsb nsh -> isb", "f+8 HAS_SB: dsb nsh -> isb", "f+16 ALWAYS_SYSTEM: brk 1 -> callback g",
                "g+4 ALWAYS_SYSTEM: brk 1 -> callback g",
                    "g+8 HAS_SB: dmb ish -> isb", "g+12 HAS_SB: dmb ish -> isb", "g+16 HAS_SB: dmb ish -> isb",
            ],
            code.Sites);
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void Big_functions_and_the_longest_sites_fit(string assembler)
    {
        LinkedSnippet code = Build(assembler, """
            	.global	f
            f:	.rept	100
            	.fill	500, 4, 0xd5033bbf
            	alternative_if_not HAS_SB
            	.rept	63
            	isb
            	.endr
            	alternative_else_nop_endif
            	.balign	64
            	.endr
            """);

        string isbs = string.Join(", ", Enumerable.Repeat("isb", 63));
        string nops = string.Join(", ", Enumerable.Repeat("nop", 63));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"f+{2000 + (i * 2304)} HAS_SB: {isbs} -> {nops}"), code.Sites);
    }

    private static LinkedSnippet Build(string assembler, string text)
    {
        using Snippet snippet = Snippet.Assembly(assembler, text);
        return snippet.Build();
    }
}
