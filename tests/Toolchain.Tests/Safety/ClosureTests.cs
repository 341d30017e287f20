using System;
using System.IO;
using System.Linq;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Safety;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests.Safety;

/// <summary>
/// Whatever runs while text is being written must not be patched itself: every way to get there, and what can't be followed.
/// </summary>
[Trait("Area", "The linked Image")]
public sealed class ClosureTests
{
    /// <summary>As ilc writes a switch of two cases; both go to <c>.Lcase</c>.</summary>
    public const string Switch = """
        	cmp	w0, #1
        	b.hi	3f
        	mov	w0, w0
        	adr	x1, 4f
        	ldr	w1, [x1, x0, lsl #2]
        	adr	x2, 2f
        	add	x1, x1, x2
        	br	x1
        2:	ret
        3:	ret
        4:	.word	bm_plain - 2b, .Lcase - 2b
        """;

    private const string Reached = "BM0008 the site of entry 0 (HAS_SB) runs while text is being written, reached by ";

    [Fact]
    public void Unpatched_code_has_no_findings_and_is_listed()
    {
        using var sample = new SafetySample("\tstp\tx29, x30, [sp, #-16]!\n\tbl\tbm_plain\n\tldp\tx29, x30, [sp], #16\n\tret");

        ImageSafety safety = sample.Check();
        string text = SafetyText.Of(safety);

        Assert.Empty(safety.Findings);
        Assert.StartsWith(
            "4 functions, 1960 bytes, can run between the first write of text and the last ISB, exceptions included\n0 findings\n",
                text, StringComparison.Ordinal);
        Assert.Contains("      16  bm_apply                                     -\n", text, StringComparison.Ordinal);
        Assert.Contains("       4  bm_plain                                     bm_apply\n", text, StringComparison.Ordinal);
        Assert.Contains("\nbm_apply                     it writes\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0xffff", text, StringComparison.Ordinal);
    }

    [Trait("Rule", "ways from the writing to a site: calls, addresses, literals, falling through, jump tables, vectors")]
    [Theory]
    [InlineData("\tbl\tbm_patched\n\tret", "bm_apply -> bm_patched+0x4")]
    [InlineData("\tb\tbm_patched", "bm_apply -> bm_patched+0x4")]
    [InlineData("\tcbz\tx0, bm_patched\n\tret", "bm_apply -> bm_patched+0x4")]
    [InlineData("\ttbnz\tx0, #3, bm_patched\n\tret", "bm_apply -> bm_patched+0x4")]
    [InlineData("\tb.ne\tbm_patched\n\tret", "bm_apply -> bm_patched+0x4")]
    [InlineData("\tnop\n\tbl\tbm_patched+4\n\tret", "bm_apply+0x4 -> bm_patched+0x4")]
    [InlineData("\tbl\tbm_plain\n\tbl\tbm_patched\n\tret", "bm_apply+0x4 -> bm_patched+0x4")]
    [InlineData("\tadrp\tx0, bm_patched\n\tadd\tx0, x0, :lo12:bm_patched\n\tret", "bm_apply -> bm_patched+0x4")]
    [InlineData("\tadr\tx0, bm_patched\n\tret", "bm_apply -> bm_patched+0x4")]
    [InlineData("\tadr\tx0, 1f\n\tret\n1:\tb\tbm_patched", "bm_apply+0x8 -> bm_patched+0x4")]
    [InlineData("\tldr\tx0, =bm_patched\n\tret\n\t.ltorg", "bm_apply -> bm_patched+0x4")]
    [InlineData("\tbrk\t#1\n1:\tret", null)]
    [InlineData("\tret\n\tbl\tbm_patched", null)]
    public void A_site_is_found_by_every_way_to_it(string apply, string? chain)
    {
        using var sample = new SafetySample(apply);

        string[] expected = chain is null ? [] : [$"{Reached}{chain}: "];

        Assert.Equal(expected, sample.Findings().Select(f => f[..(f.IndexOf(": ", StringComparison.Ordinal) + 2)]));
    }

    [Trait("Rule", "ways from the writing to a site: calls, addresses, literals, falling through, jump tables, vectors")]
    [Fact]
    public void A_site_is_found_behind_the_end_of_a_function_that_does_not_return()
    {
        using var sample = new SafetySample(
            "\tb\tbm_falls",
            "\tfunction bm_falls\n\tnop\n\tnop\n\tnop\n\tnop\n\tendfunction bm_falls\n" +
            "\tfunction bm_next\n\talternative_insn \"nop\", \"isb\", HAS_SB\n\tret\n\tendfunction bm_next");

        Assert.Contains("reached by bm_apply -> bm_falls+0xc -> bm_next: ", Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_is_found_through_the_vectors()
    {
        using var sample = new SafetySample(report: "\tbl\tbm_patched\n\tb\tbm_report");

        Assert.Contains(
            "reached by bm_vectors -> bm_report -> bm_patched+0x4: ", Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_is_found_through_the_last_vector_alone()
    {
        const string Table = """
            	.balign	0x800
            	.global	bm_other_vectors
            bm_other_vectors:
            	.rept	15
            	.balign	0x80
            	b	bm_report
            	.endr
            	.balign	0x80
            	b	bm_patched
            """;
        using var sample = new SafetySample(more: Table);

        Assert.Empty(sample.Findings());
        Assert.Contains("bm_other_vectors+0x780 -> bm_patched+0x4", Assert.Single(sample.Findings("vectors bm_other_vectors EL2")),
            StringComparison.Ordinal);
    }

    [Trait("Rule", "ways from the writing to a site: calls, addresses, literals, falling through, jump tables, vectors")]
    [Fact]
    public void A_site_is_found_through_a_jump_table()
    {
        using var sample = new SafetySample($"{Switch}\n\t.set\t.Lcase, bm_patched");

        Assert.Contains("reached by bm_apply+0x1c -> bm_patched+0x4: ", Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_is_found_in_a_leaf_without_a_size()
    {
        using var sample =
            new SafetySample(
                "\tb\tbm_leaf", "\t.text\nbm_leaf:\n\tnop\n1:\talternative_insn \"nop\", \"isb\", HAS_SB\n\tcbz\tx0, 1b\n\tret");

        Assert.Contains("bm_apply -> bm_leaf+0x4", Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_of_a_callback_counts()
    {
        using var sample = new SafetySample("\tb\tbm_called_back");

        Assert.StartsWith(
            "BM0008 the site of entry 1 (HAS_CRC32) runs while text is being written, reached by bm_apply -> bm_called_back: " +
            "call a function without a site",
            Assert.Single(sample.Findings()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_callback_may_not_run_then_either_way_but_is_no_site()
    {
        using var sample = new SafetySample("\tb\tbm_cb_nops");

        Assert.Empty(sample.Findings());
    }

    [Fact]
    public void A_site_elsewhere_in_a_reached_function_counts()
    {
        using var sample = new SafetySample("\tret\n\talternative_insn \"nop\", \"isb\", HAS_SB\n\tret");

        Assert.StartsWith("BM0008 bm_apply, parts of which run while text is being written, holds the site of entry 2 (HAS_SB): ",
            Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_replacement_that_runs_is_found()
    {
        using var sample = new SafetySample("\tb\t1f\n\t.subsection 1\n1:\t.previous\n\talternative_insn \"nop\", \"isb\", HAS_SB");

        Assert.Contains(
            sample.Findings(), f => f.StartsWith("BM0008 the replacement of entry 2 (HAS_SB) runs while", StringComparison.Ordinal));
    }

    [Trait("Rule", "addresses in registers have to be explained; roots must exist")]
    [Theory]
    [InlineData("blr")]
    [InlineData("br")]
    public void An_address_in_a_register_is_refused_until_the_rules_explain_it(string call)
    {
        using var sample = new SafetySample($"\tldr\tx9, [x0]\n\t{call}\tx9\n\tret");

        string finding = sample.Findings()[0];

        Assert.StartsWith("BM0008 bm_apply+0x4 (0xffff8000800", finding, StringComparison.Ordinal);
        Assert.Contains("goes to an address in a register", finding, StringComparison.Ordinal);
        Assert.Contains("'calls bm_apply CALLEE'", finding, StringComparison.Ordinal);
        Assert.Empty(sample.Findings("calls bm_apply bm_plain"));
        Assert.Contains("bm_apply+0x4 -> bm_patched+0x4",
            Assert.Single(sample.Findings("calls bm_apply bm_plain", "calls bm_apply bm_patched")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\tnop\n\t.word\t1")]
    [InlineData("\tb\t1f\n\t.data\n1:\t.word\t1\n\t.text")]
    public void Control_that_leaves_code_is_found(string apply)
    {
        using var sample = new SafetySample(apply);

        Assert.Contains("isn't code; reached by bm_apply", Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root bm_gone why", "'bm_gone' is no function of the Image")]
    [InlineData("vectors bm_gone why", "'bm_gone' is no function of the Image")]
    [InlineData("calls bm_apply bm_gone", "'bm_apply' or 'bm_gone' is no function of the Image")]
    public void A_rule_that_names_nothing_is_found(string rule, string expected)
    {
        using var sample = new SafetySample();

        Diagnostic finding = Assert.Single(sample.Check(rule).Findings);

        Assert.Contains(expected, finding.Text, StringComparison.Ordinal);
        Assert.Equal(("rules", 3), (finding.Origin, finding.Line));
    }

    [Fact]
    public void A_root_is_found_by_its_C_sharp_name_in_every_instance()
    {
        const string Instances = """
            	.section __managedcode, "ax", %progbits
            	.type	"BareMetal_BareMetal_Patcher_TextCommit_2<A__B>__Apply", %function
            "BareMetal_BareMetal_Patcher_TextCommit_2<A__B>__Apply":
            	ret
            	.type	"BareMetal_BareMetal_Patcher_TextCommit_2<C__B>__Apply", %function
            "BareMetal_BareMetal_Patcher_TextCommit_2<C__B>__Apply":
            	b	bm_patched
            """;
        using var sample = new SafetySample(more: Instances);

        Assert.Contains("reached by TextCommit.Apply -> bm_patched+0x4", Assert.Single(sample.Findings("root TextCommit.Apply writes")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_relocations_nothing_is_said()
    {
        using var sample = new SafetySample();

        ElfException refused =
            Assert.Throws<ElfException>(() => new ImageSafety(new LinkedCode(sample.Link()), SafetyRules.Parse("rules")));

        Assert.Contains("Link with --emit-relocs", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_verb_writes_its_list_and_fails_on_findings()
    {
        using var sample = new SafetySample("\tb\tbm_patched");
        sample.Link("--emit-relocs");
        File.WriteAllLines(sample.PathOf("rules.txt"), SafetySample.Rules);

        CommandResult result = Command.Run(
            sample.Folder, "dotnet", Path.Combine(AppContext.BaseDirectory, "alt.dll"), "check", "sample.elf", "--safety", "list.txt",
                "--rules", "rules.txt");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("sample.elf : error BM0008: the site of entry 0 (HAS_SB)", result.Text, StringComparison.Ordinal);
        Assert.Contains("\n1 findings\n", File.ReadAllText(sample.PathOf("list.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_of_the_project_can_be_read()
    {
        SafetyRules rules = SafetyRules.Load(Repository.PathOf("patcher", "host", "patch-safety.txt"));

        Assert.Contains(rules.Roots, r => r.Pattern == "TextCommit.Apply");
        Assert.Equal(["bm_vectors", "bm_el2_vectors", "bm_el3_vectors"], rules.Vectors.Select(v => v.Pattern));
    }
}
