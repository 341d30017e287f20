using System;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests.Macros;

/// <summary>alternative.h in C objects, by both compilers.</summary>
[Trait("Area", "The build")]
public sealed class InlineAssemblyTests
{
    /// <summary>Every function is marked as used, so that link-time optimisation keeps it.</summary>
    private const string Functions = """
        #pragma GCC diagnostic error "-Wall"
        #define USED __attribute__((used))
        #define ENABLED 1
        #define DISABLED 0
        static inline __attribute__((always_inline)) void inlined(void) { asm volatile(ALTERNATIVE("dmb ish", "isb", HAS_SB)); }
        USED void plain(void) { asm volatile(ALTERNATIVE("dsb nsh\n\tisb", "sb\n\tnop", HAS_SB) : : : "memory"); }
        USED int operands(int *p)
        { int r; asm volatile(ALTERNATIVE("ldar %w0, [%1]", "ldapr %w0, [%1]", HAS_LDAPR) : "=r" (r) : "r" (p)); return r; }
        USED void enabled(void) { asm volatile(ALTERNATIVE("nop", "isb", HAS_SB, ENABLED)); }
        USED void disabled(void) { asm volatile(ALTERNATIVE("nop", "isb", HAS_SB, DISABLED)); }
        USED void callback(void) { asm volatile(ALTERNATIVE_CB("brk #1", ALWAYS_SYSTEM, patch)); }
        USED void callback_enabled(void) { asm volatile(ALTERNATIVE_CB("brk #1", HAS_SB, patch, ENABLED)); }
        USED void callback_disabled(void) { asm volatile(ALTERNATIVE_CB("brk #1", HAS_SB, patch, DISABLED)); }
        USED void older_callback(void) { asm volatile(ALTERNATIVE_CB("brk #1", ARM64_NCAPS, patch)); }
        USED void patch(void) { }
        USED void twice(void) { inlined(); inlined(); }
        USED void behind_data(void) { asm volatile("b 1f\n\t.word 0\n1:"); asm volatile(ALTERNATIVE("nop", "isb", HAS_SB)); }
        __attribute__((section(".other"))) USED void elsewhere(void) { inlined(); }
        asm(".text\n.global toplevel\ntoplevel:" ALTERNATIVE("dsb nsh", "isb", HAS_SB) "ret");
        """;

    private static readonly string[] s_sites =
    [
        "behind_data HAS_SB: nop -> isb",
        "callback ALWAYS_SYSTEM: brk 1 -> callback patch",
        "callback_enabled HAS_SB: brk 1 -> callback patch",
        "elsewhere HAS_SB: dmb ish -> isb",
        "enabled HAS_SB: nop -> isb",
        "older_callback ARM64_CB_PATCH: brk 1 -> older callback patch",
        "operands HAS_LDAPR: ldar -> ldapr",
        "plain HAS_SB: dsb nsh, isb -> sb, nop",
        "toplevel HAS_SB: dsb nsh -> isb",
        "twice HAS_SB: dmb ish -> isb",
        "twice HAS_SB: dmb ish -> isb",
    ];

    [Theory]
    [InlineData(Compiler.Gcc, "-O0")]
    [InlineData(Compiler.Gcc, "-O2")]
    [InlineData(Compiler.Gcc, "-O2", "-g", "-ffunction-sections")]
    [InlineData(Compiler.Clang, "-O0")]
    [InlineData(Compiler.Clang, "-O2")]
    [InlineData(Compiler.Clang, "-O2", "-g", "-ffunction-sections")]
    [InlineData(Compiler.Clang, "-O2", "-fno-integrated-as")]
    [InlineData(Compiler.Clang, "-O2", "-flto")]
    public void Functions_in_C_give_the_sites(string compiler, params string[] options)
    {
        using Snippet snippet = Snippet.C(compiler, Functions);

        LinkedSnippet code = snippet.Build(["-march=armv8.5-a", .. options]);

        Assert.Equal(s_sites, code.SitesByFunction);
        Assert.All(
            code.Entries, entry => Assert.True(entry.IsCallback || code.SectionAt(entry.Original) == code.SectionAt(entry.Alternative)));
    }

    [Fact]
    public void Assembly_that_clang_printed_gives_the_sites()
    {
        using Snippet snippet = Snippet.C(Compiler.Clang, Functions);
        CommandResult printed = snippet.Compile("snippet.c", "snippet.s", "-S", "-O2", "-march=armv8.5-a");
        CommandResult assembled = snippet.Compile("snippet.s", "snippet.o", "-march=armv8.5-a");

        Assert.True(printed.Succeeded && assembled.Succeeded, printed.Text + assembled.Text);
        Assert.Equal(s_sites, snippet.Link().SitesByFunction);
    }

    [Theory]
    [InlineData(Compiler.Gcc, "-O0")]
    [InlineData(Compiler.Gcc, "-O2")]
    [InlineData(Compiler.Clang, "-O0")]
    [InlineData(Compiler.Clang, "-O2")]
    public void A_callback_and_a_disabled_alternative_emit_no_replacement(string compiler, string optimisation)
    {
        using Snippet snippet = Snippet.C(compiler, """
            void f(void) { asm volatile(ALTERNATIVE_CB("brk #1", HAS_SB, f) "ret"); }
            void g(void) { asm volatile(ALTERNATIVE("nop", "isb", HAS_SB, 0) ALTERNATIVE_CB("nop", HAS_SB, f, 0) "ret"); }
            """);

        LinkedSnippet code = snippet.Build(optimisation);

        Assert.Equal(["f HAS_SB: brk 1 -> callback f"], code.SitesByFunction);
        Assert.DoesNotContain("isb", code.Text(".text"), StringComparison.Ordinal);
        Assert.Contains("brk 1, ret", code.Text(".text"), StringComparison.Ordinal);
        Assert.Contains("nop, nop, ret", code.Text(".text"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Compiler.Gcc)]
    [InlineData(Compiler.Clang)]
    public void A_callback_in_C_has_the_type_that_the_header_gives(string compiler)
    {
        using Snippet snippet = Snippet.C(compiler, """
            #pragma GCC diagnostic error "-Wall"
            #pragma GCC diagnostic error "-Wextra"
            _Static_assert(sizeof(struct alt_instr) == 12, "an entry has 12 bytes");
            alternative_callback bm_ccb_twice;
            int f(void) { int r; asm volatile(ALTERNATIVE_CB("mov %w0, #21", HAS_SB, bm_ccb_twice) : "=r" (r)); return r; }
            void bm_ccb_twice(struct alt_instr *alt, __UINT32_TYPE__ *origptr, __UINT32_TYPE__ *updptr, int nr_inst,
                const __UINT64_TYPE__ *cpucaps)
            {
            	for (int i = 0; i < nr_inst && (cpucaps[HAS_SB / 64] >> HAS_SB % 64 & 1) && alt->orig_len; i++)
            		updptr[i] = origptr[i] + (origptr[i] & 0xffff << 5);
            }
            """);

        Assert.Equal(["f HAS_SB: 528002a0 -> callback bm_ccb_twice"], snippet.Build("-O2").SitesByFunction);
    }

    [Theory]
    [InlineData("""ALTERNATIVE("nop", "isb\n\tnop", HAS_SB)""", "alternative: old and new code differ in length",
        "alternative: the new code is longer")]
    [InlineData("""ALTERNATIVE("isb\n\tnop", "nop", HAS_SB)""", "alternative: old and new code differ in length",
        "alternative: the new code is shorter")]
    [InlineData("""ALTERNATIVE(".rept 64\n\tnop\n\t.endr", ".rept 64\n\tisb\n\t.endr", HAS_SB)""",
        "alternative: longer than the 252 bytes", "out of range")]
    [InlineData("""ALTERNATIVE_CB(".rept 64\n\tnop\n\t.endr", HAS_SB, f)""", "alternative: longer than the 252 bytes", "out of range")]
    [InlineData("""ALTERNATIVE("nop", "isb", HAS_SB, CONFIG_NOTHING)""", "", "")]
    public void What_is_wrong_is_refused_with_its_line(string text, string gnuMessage, string clangMessage)
    {
        Refuses(Compiler.Gcc, text, gnuMessage);
        Refuses(Compiler.Clang, text, clangMessage);
    }

    private static void Refuses(string compiler, string text, string message)
    {
        using Snippet snippet = Snippet.C(compiler, $"void f(void)\n{{ asm volatile({text}); }}");

        CommandResult result = snippet.Compile();

        Assert.False(result.Succeeded, $"{compiler} compiled: {text}");
        Assert.Contains(message, result.Text, StringComparison.Ordinal);
        Assert.True(message.Length == 0 || result.Text.Contains("snippet.c:3", StringComparison.Ordinal), result.Text);
    }
}
