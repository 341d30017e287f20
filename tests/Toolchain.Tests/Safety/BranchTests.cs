using System;
using System.Linq;
using Xunit;

namespace BareMetal.Toolchain.Tests.Safety;

/// <summary>Nothing outside a site leads into its middle, and nothing outside a replacement into that; all else is allowed.</summary>
[Trait("Area", "The linked Image")]
public sealed class BranchTests
{
    private const string IntoSite = "BM0009 bm_user (0xffff80008000";
    private const string MiddleOfSite = "into the middle of the site of entry 0 (HAS_SB) at 0xffff80008000";

    [Trait("Rule", "ways into the middle of a site or into a replacement")]
    [Theory]
    [InlineData("\tb\tbm_patched + 8", "branches")]
    [InlineData("\tbl\tbm_patched + 8", "branches")]
    [InlineData("\tb.eq\tbm_patched + 8", "branches")]
    [InlineData("\tcbnz\tx0, bm_patched + 8", "branches")]
    [InlineData("\ttbz\tx0, #1, bm_patched + 8", "branches")]
    [InlineData("\tadr\tx0, bm_patched + 8", "takes an address")]
    [InlineData("\tldr\tx0, bm_patched + 8", "loads a literal")]
    [InlineData("\tadrp\tx0, bm_patched + 8", "in .text holds an address")]
    public void An_instruction_that_leads_into_the_middle_of_a_site_is_found(string instruction, string does)
    {
        using var sample = new SafetySample(more: $"\tfunction bm_user\n{instruction}\n\tret\n\tendfunction bm_user");

        string finding = sample.Findings()[0];

        Assert.StartsWith(IntoSite, finding, StringComparison.Ordinal);
        Assert.Contains($") {does} {MiddleOfSite}", finding, StringComparison.Ordinal);
        Assert.EndsWith(
            ": branch to its first instruction or past its last one, or make the site shorter", finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\tadd\tx0, x0, :lo12:bm_patched + 8")]
    [InlineData("\tldr\tx0, 1f\n\tret\n1:\t.quad\tbm_patched + 8")]
    [InlineData("\tret\n\t.data\n\t.quad\tbm_patched + 8")]
    [InlineData("\tret\n\t.section .rodata\n\t.word\tbm_patched + 8 - .")]
    public void An_address_that_leads_into_the_middle_of_a_site_is_found(string code)
    {
        using var sample = new SafetySample(more: $"\tfunction bm_user\n{code}\n");

        Assert.Contains($"holds an address {MiddleOfSite}", Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    [Trait("Rule", "ways into the middle of a site or into a replacement")]
    [Fact]
    public void An_entry_of_a_jump_table_that_leads_into_the_middle_of_a_site_is_found()
    {
        using var sample =
            new SafetySample(more: $"\tfunction bm_user\n{ClosureTests.Switch}\n\t.set\t.Lcase, bm_patched + 8\n\tendfunction bm_user");

        Assert.Contains($"branches by its jump table {MiddleOfSite}", Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_from_C_into_the_middle_of_a_site_is_found_with_its_symbol()
    {
        const string Site = """
            	function bm_with_label
            	alternative_if_not HAS_SB
            	dsb	nsh
            	.global	bm_label
            bm_label:
            	isb
            	alternative_else
            	sb
            	nop
            	alternative_endif
            	ret
            	endfunction bm_with_label
            """;
        using var sample = new SafetySample(more: Site);
        sample.Compile("user.c", "void bm_label(void);\nint bm_user(int x) { bm_label(); return x + 1; }\n");

        string[] findings = sample.Findings();

        Assert.Equal(2, findings.Length);
        Assert.Contains("branches into the middle of the site of entry 2 (HAS_SB)", findings[0], StringComparison.Ordinal);
        Assert.Contains("the symbol 'bm_label'", findings[1], StringComparison.Ordinal);
        Assert.Contains("is inside the site of entry 2 (HAS_SB): make it a local label", findings[1], StringComparison.Ordinal);
    }

    [Trait("Rule", "ways into the middle of a site or into a replacement")]
    [Theory]
    [InlineData("\tb\t663b")]
    [InlineData("\tb\t663b + 4")]
    [InlineData("\tadr\tx0, 663b")]
    [InlineData("\tret\n\t.data\n\t.quad\t663b")]
    public void A_way_into_a_replacement_is_found(string code)
    {
        const string Site =
            "\tfunction bm_site\n\talternative_if_not HAS_SB\n\tdsb\tnsh\n\tisb\n\talternative_else\n\tsb\n\tnop\n\talternative_endif\n";
        using var sample = new SafetySample(more: $"{Site}\tret\n\tendfunction bm_site\n\tfunction bm_user\n{code}\n");

        string finding = Assert.Single(sample.Findings());

        Assert.Contains(" into the replacement of entry 2 (HAS_SB) at ", finding, StringComparison.Ordinal);
        Assert.EndsWith("a replacement is only copied from: branch to the site instead", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replacement_may_not_lead_into_another_site_or_replacement()
    {
        using var sample = new SafetySample(
            more: "\tfunction bm_user\n\talternative_insn \"nop; nop\", \"b bm_patched + 8; b 1f + 4\", HAS_SB\n\tret\n" +
            "\talternative_if_not HAS_SB\n\tnop\n\tnop\n\talternative_else\n" +
            "1:\tnop\n\tnop\n\talternative_endif\n\tret\n\tendfunction bm_user");

        string[] findings = sample.Findings();

        Assert.Equal(2, findings.Length);
        Assert.Contains(MiddleOfSite, findings[0], StringComparison.Ordinal);
        Assert.Contains("into the replacement of entry 3", findings[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\tldp\tx29, x30, [sp], #16\n\tbr\tx1")]
    [InlineData("\tldp\tx29, x30, [sp, #16]\n\tadd\tsp, sp, #640\n\tbr\tx1")]
    public void A_tail_call_by_a_register_leads_where_calls_lead(string code)
    {
        using var sample = new SafetySample(more: $"\tfunction bm_user\n{code}\n\tendfunction bm_user");

        Assert.Empty(sample.Findings());
    }

    [Theory]
    [InlineData("\tbr\tx1")]
    [InlineData("\tldp\tx29, x30, [sp], #16\n\tnop\n\tbr\tx1")]
    [InlineData("\tldp\tx19, x30, [sp], #16\n\tbr\tx1")]
    [InlineData("\tldp\tx29, x30, [sp, #16]\n\tbr\tx1")]
    [InlineData("\tldp\tx29, x30, [x1], #16\n\tbr\tx1")]
    [InlineData("\tldp\tx29, x30, [sp, #16]\n\tadd\tx1, sp, #640\n\tbr\tx1")]
    [InlineData("\tadd\tsp, sp, #640\n\tbr\tx1")]
    public void Another_branch_by_a_register_is_found(string code)
    {
        using var sample = new SafetySample(more: $"\tfunction bm_user\n{code}\n\tendfunction bm_user");

        Assert.Contains("branches to an address in a register, and isn't a switch as ilc writes it", Assert.Single(sample.Findings()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_callback_inside_a_site_is_found()
    {
        using var sample =
            new SafetySample(more: "\tfunction bm_user\n\talternative_cb HAS_SB, bm_patched + 8\n\tnop\n\talternative_cb_end\n\tret");

        Assert.StartsWith("BM0009 the callback of entry 2 is inside the site of entry 0 (HAS_SB): name a function",
            Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    /// <summary>Into a site by its first instruction, within a site, out of it at its end, and the same in replacements.</summary>
    [Fact]
    public void All_other_branches_are_allowed()
    {
        const string Sites = """
            	function bm_user
            	bl	bm_patched + 4
            1:	alternative_if_not HAS_SB
            	cbz	x0, 2f
            	b	3f
            2:	b	2b
            	b	1b
            	alternative_else
            4:	cbz	x0, 5f
            	b	6f
            5:	b	4b
            	b	bm_patched
            6:
            	alternative_endif
            3:	alternative_if_not HAS_SB
            	b	1b
            	alternative_else
            	b	3b
            	alternative_endif
            	cbz	x0, 3b
            	adr	x0, 1b
            	ret
            	endfunction bm_user
            	.data
            	.quad	bm_patched + 4, bm_plain
            """;
        using var sample = new SafetySample(more: Sites);

        Assert.Empty(sample.Findings());
    }

    [Fact]
    public void Data_that_looks_like_a_branch_is_none()
    {
        using var sample =
            new SafetySample(
                more: "\tfunction bm_user\n\tret\n\tendfunction bm_user\n1:\t.word\t0x14000000 + ((bm_patched + 8 - 1b) >> 2 & 0x3ffffff)");

        Assert.Empty(sample.Findings());
    }

    [Fact]
    public void A_function_behind_data_is_code_also_without_marks()
    {
        using var sample = new SafetySample(more: "\t.section .text.last, \"ax\"\n\t.word\t1");
        sample.Compile("managed.S", "\t.section __managedcode, \"ax\"\n\t.type\tbm_user, %function\nbm_user:\n\tb\tbm_patched + 8\n")
            .RemoveMarks("managed.S");

        Assert.Contains($"branches {MiddleOfSite}", Assert.Single(sample.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_branch_to_an_address_in_a_register_is_refused_until_the_rules_explain_it()
    {
        using var sample = new SafetySample(more: "\tfunction bm_user\n\tbr\tx3\n\tendfunction bm_user");

        string finding = Assert.Single(sample.Findings());

        Assert.Contains("bm_user (0xffff", finding, StringComparison.Ordinal);
        Assert.Contains("isn't a switch as ilc writes it", finding, StringComparison.Ordinal);
        Assert.Empty(sample.Findings("calls bm_user bm_plain"));
    }

    [Fact]
    public void A_call_of_an_address_in_a_register_is_allowed_outside_of_patching()
    {
        using var sample = new SafetySample(more: "\tfunction bm_user\n\tblr\tx3\n\tret\n\tendfunction bm_user");

        Assert.Empty(sample.Findings());
    }
}
