using System;
using System.Linq;
using BareMetal.AltTool.Elf;
using Xunit;

namespace BareMetal.Toolchain.Tests.Safety;

/// <summary>The sequences of two errata of Cortex-A53, compared with what the linkers that work around them find.</summary>
[Trait("Area", "The linked Image")]
public sealed class ErratumTests
{
    private const string Multiply = "\tmadd\tx0, x1, x2, x3";

    /// <summary>What may stand between an ADRP to x0 and its use.</summary>
    public static TheoryData<string> Seconds =>
    [
        "ldr x1, [x2, #8]",
            "ldr x1, [x0]", "ldr x0, [x2]", "ldr w0, [x2, x3]", "ldrsw x0, [x2], #4", "ldr x1, [x0], #8", "ldr x1, [x0, #8]!",
        "str x1, [x2, #8]",
            "str x0, [x2]", "str x1, [x0, #8]!", "strb w1, [x2, x3]", "stur x1, [x2, #-1]", "ldtr x1, [x2]", "ldur x0, [x2, #1]",
        "stp x1, x3, [x2]", "stp x0, x1, [x2, #16]!", "stp x1, x3, [x0], #16", "stnp x1, x3, [x2]", "ldp x1, x3, [x2]", "ldnp x1, x3, [x2]",
        "ldp q1, q3, [x2]", "stp q1, q3, [x2]", "ldr q1, [x2]", "str q0, [x2]", "ldr d1, [x2, #8]!", "ldr d1, [x0, #8]!", "ldxr x1, [x2]",
            "ldxr x0, [x2]", "stxr w3, x1, [x2]",
        "ldar w1, [x2]", "stlr w1, [x2]", "ldr x1, 1f", "ldr x0, 1f", "ldrsw x1, 1f", "st1 {v0.16b}, [x2]",
        "add x1, x2, x3", "nop", "mul x1, x2, x3", "dsb sy", "b 1f", "ret", "mrs x1, cntvct_el0",
    ];

    /// <summary>What may stand before the multiply-accumulate of <see cref="Multiply"/>.</summary>
    public static TheoryData<string> Firsts =>
    [
        "ldr x4, [x5]", "ldr x1, [x5]", "ldr x2, [x5]", "ldr w3, [x5]", "ldr x0, [x5]", "str x1, [x5]", "str x4, [x1]", "ldr x4, [x1], #8",
            "ldrb w1, [x5, x6]",
        "ldp x4, x6, [x5]", "ldp x4, x1, [x5]", "ldp x2, x4, [x5]", "stp x1, x2, [x5]", "ldr q1, [x5]", "str q1, [x5]", "ldp q1, q2, [x5]",
        "ld1 {v1.16b}, [x5]", "st1 {v1.16b}, [x5]", "ldxr x4, [x5]", "ldxr x1, [x5]", "ldxp x4, x3, [x5]", "stxr w4, x1, [x5]",
            "ldar x3, [x5]", "stlr x3, [x5]",
        "ldr x4, 1f", "ldr q1, 1f", "ldursw x2, [x5, #1]",
        "add x1, x2, x3", "nop", "mul x1, x2, x3", "mov x1, x2", "fadd d0, d1, d2", "mrs x1, cntvct_el0",
    ];

    [Theory]
    [InlineData("\tmadd\tx0, x1, x2, x3", true)]
    [InlineData("\tmsub\tx0, x1, x2, x3", true)]
    [InlineData("\tsmaddl\tx0, w1, w2, x3", true)]
    [InlineData("\tumsubl\tx0, w1, w2, x3", true)]
    [InlineData("\tmadd\tw0, w1, w2, w3", false)]
    [InlineData("\tmul\tx0, x1, x2", false)]
    [InlineData("\tumull\tx0, w1, w2", false)]
    [InlineData("\tumulh\tx0, x1, x2", false)]
    [InlineData("\tnop\n\tmadd\tx0, x1, x2, x3", false)]
    public void Multiplies_behind_a_load_are_found_by_the_second_linker_too(string multiply, bool isFound) =>
        CompareMultiply("ldr x4, [x5]", multiply, isFound);

    [Theory]
    [MemberData(nameof(Firsts))]
    public void What_precedes_a_multiply_is_judged_as_by_the_linker(string first) => CompareMultiply(first, Multiply, null);

    [Fact]
    public void A_multiply_is_found_where_a_replacement_brings_one_half()
    {
        using var second =
            new SafetySample(
                more: $"\tfunction bm_user\n\tldr\tx4, [x5]\n\talternative_insn \"nop\", \"madd x0, x1, x2, x3\", HAS_SB\n\tret");
        using var first =
            new SafetySample(more: $"\tfunction bm_user\n\talternative_insn \"nop\", \"ldr x4, [x5]\", HAS_SB\n{Multiply}\n\tret");
        using var apart =
            new SafetySample(
                more: $"\tfunction bm_user\n\talternative_insn \"ldr x4, [x5]; nop\", \"nop; madd x0, x1, x2, x3\", HAS_SB\n\tret");

        Assert.Contains("bm_user+0x4 (0xffff", Assert.Single(second.Findings()), StringComparison.Ordinal);
        Assert.Contains(
            "in the site of entry 2 (HAS_SB): a 64-bit multiply-accumulate", Assert.Single(second.Findings()), StringComparison.Ordinal);
        Assert.Contains("bm_user+0x4 (0xffff", Assert.Single(first.Findings()), StringComparison.Ordinal);
        Assert.Single(apart.Findings());
    }

    [Fact]
    public void A_multiply_may_stay_where_the_rules_say_why()
    {
        using var sample = new SafetySample(more: $"\tfunction bm_user\n\tldr\tx4, [x5]\n{Multiply}\n\tret");

        Assert.Contains("write 'madd bm_user REASON'", Assert.Single(sample.Findings()), StringComparison.Ordinal);
        Assert.Empty(sample.Findings("madd bm_user never on a Cortex-A53"));
    }

    [Theory]
    [MemberData(nameof(Seconds))]
    public void What_follows_an_adrp_is_judged_as_by_the_linker(string second) =>
        ComparePlacement(0xff8, $"\t{second}\n\tldr\tx1, [x0, #8]\n");

    [Trait("Rule", "errata 843419 and 835769, replacements where they will run")]
    [Theory]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tstr\tx1, [x0, #8]\n")]
    [InlineData(0xffc, "\tldr\tx1, [x2]\n\tstr\tx1, [x0, #8]\n")]
    [InlineData(0xff4, "\tldr\tx1, [x2]\n\tstr\tx1, [x0, #8]\n")]
    [InlineData(0x000, "\tldr\tx1, [x2]\n\tstr\tx1, [x0, #8]\n")]
    [InlineData(0xffc, "\tldr\tx1, [x2]\n\tadd\tx3, x4, x5\n\tldrb\tw1, [x0, #1]\n")]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tb\t1f\n\tldr\tx1, [x0]\n")]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tcbz\tx1, 1f\n\tldr\tx1, [x0]\n")]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tblr\tx1\n\tldr\tx1, [x0]\n")]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tnop\n\tnop\n\tldr\tx1, [x0]\n")]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tldr\tx1, [x3]\n")]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tldr\tq1, [x0, #16]\n")]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tprfm\tpldl1keep, [x0, #16]\n")]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tldur\tx1, [x0, #1]\n")]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tldp\tx1, x3, [x0]\n")]
    [InlineData(0xff8, "\tldr\tx1, [x2]\n\tldr\tx1, [x0, x3]\n")]
    public void Placement_and_use_are_judged_as_by_the_linker(int offset, string rest) => ComparePlacement(offset, rest);

    /// <summary>ld.lld 19 takes the load of a vector register for one of the general register of that number.</summary>
    [Theory]
    [InlineData("ldr q0, [x2]")]
    [InlineData("ldr d0, [x2, #8]!")]
    public void What_the_linker_overlooks_is_found(string second)
    {
        using var sample = new SafetySample(more: At(0xff8, $"\tadrp\tx0, bm_data\n\t{second}\n\tldr\tx1, [x0, #8]\n"));

        Assert.StartsWith("BM0010 bm_user", Assert.Single(sample.Findings()), StringComparison.Ordinal);
        Assert.DoesNotContain(sample.Link("--fix-cortex-a53-843419").Symbols, IsVeneer);
    }

    /// <summary>GNU ld takes bits of a literal's distance for the kind of load, and fixes what needs no fix.</summary>
    [Fact]
    public void A_multiply_that_waits_for_a_literal_is_fine()
    {
        using var sample = new SafetySample(more: $"\tfunction bm_user\n\tldr\tx1, 1f\n{Multiply}\n\tret\n1:\t.quad 0\n");

        Assert.Empty(sample.Findings());
    }

    /// <summary>The linker can't do anything about these: it moves the use of an ADRP out of line, where it was linked.</summary>
    [Trait("Rule", "errata 843419 and 835769, replacements where they will run")]
    [Theory]
    [InlineData("nop; nop; nop", "adrp x0, bm_data; ldr x1, [x2]; ldr x1, [x0, #8]", "\tnop\n")]
    [InlineData("nop; nop", "adrp x0, bm_data; ldr x1, [x2]", "\tldr\tx1, [x0, #8]\n")]
    [InlineData("adrp x0, bm_data; nop", "nop; ldr x1, [x2]", "\tldr\tx1, [x0, #8]\n")]
    public void A_replacement_is_judged_where_it_will_run(string original, string replacement, string next)
    {
        string code = $"\talternative_insn \"{original}\", \"{replacement}\", HAS_SB\n{next}";
        using var placed = new SafetySample(more: At(0xffc, code));
        using var elsewhere = new SafetySample(more: At(0xff4, code));

        string finding = Assert.Single(placed.Findings());

        Assert.StartsWith("BM0010 bm_user+0xffc", finding, StringComparison.Ordinal);
        Assert.Contains("in the site of entry 2 (HAS_SB): an adrp in the last two words of a page", finding, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Findings());
    }

    /// <summary>ILC doesn't mark code as code, and without marks the linker looks at nothing.</summary>
    [Fact]
    public void Code_that_the_linker_does_not_look_at_is_found()
    {
        using var sample = new SafetySample(more: At(0xff8, "\tadrp\tx0, bm_data\n\tldr\tx1, [x2]\n\tldr\tx1, [x0, #8]\n"));
        ElfFile linked = sample.RemoveMarks("sample.S").Link("--emit-relocs", "--fix-cortex-a53-843419");

        Assert.DoesNotContain(linked.Symbols, IsVeneer);
        Assert.StartsWith("BM0010", Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    private static void CompareMultiply(string first, string multiply, bool? isFound)
    {
        using var sample = new SafetySample(more: $"\tfunction bm_user\n\t{first}\n{multiply}\n1:\tret\n\t.balign 8\n\t.quad 0\n");

        bool found = sample.Findings().Any(f => f.StartsWith("BM0010 bm_user", StringComparison.Ordinal));
        ElfFile linked = sample.LinkBy("aarch64-linux-gnu-ld", "--fix-cortex-a53-835769");

        Assert.Equal(linked.Symbols.Any(s => s.Name.StartsWith("__erratum_835769", StringComparison.Ordinal)), found);
        Assert.Equal(isFound ?? found, found);
    }

    private static void ComparePlacement(int offset, string rest)
    {
        using var sample = new SafetySample(more: At(offset, $"\tadrp\tx0, bm_data\n{rest}"));

        bool found = sample.Findings().Any(f => f.StartsWith("BM0010 bm_user", StringComparison.Ordinal));
        ElfFile linked = sample.Link("--fix-cortex-a53-843419");

        Assert.Equal(linked.Symbols.Any(IsVeneer), found);
    }

    private static bool IsVeneer(ElfSymbol symbol) => symbol.Name.StartsWith("__CortexA53843419", StringComparison.Ordinal);

    private static string At(int offset, string code) =>
        $"\t.text\n\t.balign\t4096\n\tfunction bm_user\n\t.skip\t0x{offset:x}\n{code}1:\tret\n" +
        "\tendfunction bm_user\n\t.data\nbm_data:\t.quad\t0, 0, 0\n";
}
