using System;
using System.Linq;
using Xunit;

namespace BareMetal.Toolchain.Tests.Safety;

/// <summary>What stands between a load exclusive and its store exclusive, in code as linked and with any choice of replacements.</summary>
[Trait("Area", "The linked Image")]
public sealed class ExclusiveTests
{
    [Trait("Rule", "between exclusives stands nothing that clears the monitor, whichever replacements are taken")]
    [Theory]
    [InlineData("ldr x5, [x6]", "an access to memory")]
    [InlineData("str x5, [x6]", "an access to memory")]
    [InlineData("ldp q0, q1, [x6]", "an access to memory")]
    [InlineData("prfm pstl1keep, [x0]", "an access to memory")]
    [InlineData("ldar x5, [x6]", "an access to memory")]
    [InlineData("casp x2, x3, x4, x5, [x6]", "an access to memory")]
    [InlineData("ldadd x5, x5, [x6]", "an access to memory")]
    [InlineData("dc cvau, x6", "an instruction of SYS")]
    [InlineData("tlbi vmalle1", "an instruction of SYS")]
    [InlineData("at s1e1r, x6", "an instruction of SYS")]
    [InlineData("msr tpidr_el0, x6", "a write of a system register")]
    [InlineData("msr daifset, #2", "a write of a system register")]
    [InlineData("svc #0", "an exception")]
    [InlineData("hvc #1", "an exception")]
    [InlineData("bl bm_plain", "a call")]
    [InlineData("blr x6", "a call")]
    [InlineData("cbz x5, 2f; ldr x5, [x6]; 2:", "an access to memory")]
    public void What_may_make_the_store_fail_for_ever_is_found(string between, string kind)
    {
        using SafetySample sample = Pair(between);

        string finding = Assert.Single(sample.Findings());

        Assert.StartsWith("BM0010 bm_user+0x", finding, StringComparison.Ordinal);
        Assert.Contains($": {kind} between the load exclusive of bm_user (0xffff8000800", finding, StringComparison.Ordinal);
        Assert.EndsWith(", which may fail for ever: put it before the load or after the store", finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add x1, x1, x2")]
    [InlineData("cbnz x1, 2f; clrex; ldr x5, [x6]; ret; 2:")]
    [InlineData("cbnz x1, 2f; ldr x5, [x6]; ret; 2:")]
    [InlineData("mrs x5, tpidr_el0; mrs x6, daif")]
    [InlineData("dmb ish; yield; nop")]
    [InlineData("b 3f; 2: ldr x5, [x6]; ret; 3:")]
    [InlineData("fmov d0, x1; cnt v0.8b, v0.8b")]
    public void What_does_not_touch_memory_may_stand_there(string between)
    {
        using SafetySample sample = Pair(between);

        Assert.Empty(sample.Findings());
    }

    [Theory]
    [InlineData("ldxr", "stxr", "")]
    [InlineData("ldaxrb", "stlxrb", "")]
    [InlineData("ldxrh", "stxrh", "")]
    [InlineData("ldxp", "stxp", ", x3")]
    [InlineData("ldaxp", "stlxp", ", x3")]
    public void Every_size_is_a_pair(string load, string store, string second)
    {
        char size = load.EndsWith('b') || load.EndsWith('h') ? 'w' : 'x';
        using var sample =
            new SafetySample(
                more: $"\tfunction bm_user\n1:\t{load} {size}1{second}, [x0]\n\tldr x5, [x6]\n" +
                $"\t{store} w2, {size}1{second}, [x0]\n\tcbnz w2, 1b\n\tret\n");

        Assert.Single(sample.Findings());
    }

    [Fact]
    public void A_load_without_a_store_is_no_pair()
    {
        using var sample = new SafetySample(more: "\tfunction bm_user\n1:\tldaxr x1, [x0]\n\tcbnz x1, 1b\n\tldr x5, [x6]\n\tret\n");

        Assert.Empty(sample.Findings());
    }

    [Trait("Rule", "between exclusives stands nothing that clears the monitor, whichever replacements are taken")]
    [Theory]
    [InlineData("nop", "ldr x5, [x6]")]
    [InlineData("nop; nop", "nop; dc cvau, x6")]
    [InlineData("ldr x5, [x6]", "nop")]
    public void What_a_replacement_puts_there_or_takes_away_is_judged(string original, string replacement)
    {
        using SafetySample sample = Pair($"alternative_insn \"{original}\", \"{replacement}\", HAS_SB");

        string finding = Assert.Single(sample.Findings());

        Assert.Equal(original[0] == 'n', finding.Contains(" in the site of entry 2 (HAS_SB): ", StringComparison.Ordinal));
    }

    /// <summary>A loop that is replaced by one instruction: half of the one and half of the other never run.</summary>
    [Theory]
    [InlineData("1: ldxr x1, [x0]; add x1, x1, #1; stxr w2, x1, [x0]; cbnz w2, 1b", "ldadd x1, x2, [x0]; nop; ldr x5, [x6]; nop",
        "ldr x5, [x6]", 0)]
    [InlineData("1: ldxr x1, [x0]; nop; stxr w2, x1, [x0]; cbnz w2, 1b", "nop; ldr x5, [x6]; nop; nop", "nop", 0)]
    [InlineData("nop; nop; nop; nop", "1: ldxr x1, [x0]; ldr x5, [x6]; stxr w2, x1, [x0]; cbnz w2, 1b", "nop", 1)]
    [InlineData("nop; nop; nop; nop", "1: ldxr x1, [x0]; b 2f; 2: stxr w2, x1, [x0]; cbnz w2, 1b", "ldr x5, [x6]", 0)]
    [InlineData("nop; nop", "ldxr x1, [x0]; b 2f; 2:", "ldr x5, [x6]; stxr w2, x1, [x0]", 1)]
    public void A_site_is_run_as_it_was_or_as_it_becomes(string original, string replacement, string next, int findings)
    {
        using var sample =
            new SafetySample(
                more: $"\tfunction bm_user\n\talternative_insn \"{original}\", \"{replacement}\", HAS_LSE_ATOMICS\n\t{next}\n\tret\n");

        Assert.Equal(findings, sample.Findings().Length);
    }

    [Fact]
    public void Load_and_store_may_belong_to_two_sites()
    {
        using var sample = new SafetySample(more: """
            	function bm_user
            1:	alternative_insn "nop", "ldxr x1, [x0]", HAS_SB
            	ldr	x5, [x6]
            	alternative_insn "nop", "stxr w2, x1, [x0]", HAS_SB
            	cbnz	w2, 1b
            	ret
            """);

        Assert.Contains(
            "bm_user (0xffff800080000", sample.Findings().Single().Split("between the load exclusive of ")[1], StringComparison.Ordinal);
    }

    private static SafetySample Pair(string between) =>
        new(more: $"\t.arch armv8.5-a\n\tfunction bm_user\n1:\tldxr x1, [x0]\n\t{between}\n" +
            "\tstxr w2, x1, [x0]\n\tcbnz w2, 1b\n\tret\n\tendfunction bm_user\n");
}
