using System;
using System.IO;
using System.Linq;
using BareMetal.AltTool;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using BareMetal.AltTool.Isa;
using BareMetal.AltTool.Safety;
using BareMetal.Tests;
using BareMetal.Toolchain.Tests.Safety;
using Xunit;

namespace BareMetal.Toolchain.Tests.Isa;

/// <summary>No core comes to an instruction that it need not have.</summary>
[Trait("Area", "The linked Image")]
public sealed class IsaTests
{
    [Trait("Rule", "instructions beyond Armv8.0-A only where a capability brings them")]
    [Theory]
    [InlineData("crc32x w0, w0, x1", "crc32x w0, w0, x1")]
    [InlineData("ldaddal x1, x0, [x2]", "ldaddal x1, x0, [x2]")]
    [InlineData("casp x0, x1, x2, x3, [x4]", "casp x0, x1, x2, x3, [x4]")]
    [InlineData("ldapr x0, [x1]", "ldapr x0, [x1]")]
    [InlineData(".arch_extension sb; sb", "sb")]
    [InlineData("dc cvap, x0", "dc cvap, x0")]
    [InlineData("msr pan, #1", "msr PAN, #1")]
    [InlineData("mrs x0, pan", "mrs x0, PAN")]
    [InlineData("mrs x0, s3_3_c2_c4_0", "mrs x0, RNDR")]
    [InlineData("mrs x0, s3_3_c14_c0_6", "mrs x0, CNTVCTSS_EL0")]
    [InlineData("sdot v0.4s, v1.16b, v2.16b", "sdot v0.4s, v1.16b, v2.16b")]
    [InlineData("tlbi rvae1is, x0", "tlbi rvae1is, x0")]
    [InlineData("sqrdmlah v0.4s, v1.4s, v2.4s", "sqrdmlah v0.4s, v1.4s, v2.4s")]
    [InlineData(".inst 0x19020420; .inst 0x19420420; .inst 0x19820420", "cpyfp [x0]!, [x2]!, x1!")]
    [InlineData(".inst 0xdac01c00", "cnt x0, x0")]
    [InlineData(".inst 0x0420e3e0", "cntb x0")]
    [InlineData("retaa", "retaa")]
    public void Code_that_any_core_may_come_to_is_Armv8_0(string code, string shown)
    {
        using var sample = new SafetySample(more: $"\tfunction bm_user\n\tnop\n\t{code}\n\tret\n\tendfunction bm_user");

        string[] findings = Findings(sample);

        Assert.StartsWith("BM0014 bm_user+0x4 (0xffff8000800", findings[0], StringComparison.Ordinal);
        Assert.EndsWith(
            $"): '{shown}' is more than Armv8.0-A, and any core may come here: " +
            "make it the replacement of an alternative, or write 'isa bm_user EXTENSION REASON' " +
            "into patcher/host/isa-functions.txt or a program's own",
            findings[0],
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mul x0, x1, x2")]
    [InlineData("ldaxr x0, [x1]; stlxr w2, x0, [x1]")]
    [InlineData("fadd v0.4s, v1.4s, v2.4s")]
    [InlineData("fmadd d0, d1, d2, d3")]
    [InlineData("tlbi vmalle1is; dc civac, x0; ic ivau, x0; at s1e1r, x0")]
    [InlineData("mrs x0, cntvct_el0; msr vbar_el1, x0; msr daifset, #15")]
    [InlineData("msr vttbr_el2, x0; msr scr_el3, x0; msr vmpidr_el2, x0")]
    [InlineData("hint #34; hint #25; hint #16; hint #22")]
    [InlineData("mrs x0, s3_0_c0_c4_4; mrs x0, s3_0_c0_c7_3")]
    [InlineData("ret; .word 0xffffffff")]
    public void What_Armv8_0_has_or_ignores_is_fine(string code)
    {
        using var sample = new SafetySample(more: $"\tfunction bm_user\n\t{code}\n\tret\n\tendfunction bm_user");

        Assert.Empty(Findings(sample));
    }

    [Theory]
    [InlineData("crc32x w0, w0, x1", "HAS_CRC32")]
    [InlineData("ldadd x0, x1, [x2]", "HAS_LSE_ATOMICS")]
    [InlineData("ldadd x0, x1, [x2]", "HAS_LSE128")]
    [InlineData("dc cvap, x0", "HAS_DCPODP")]
    [InlineData("nop", "WORKAROUND_CLEAN_CACHE")]
    public void A_replacement_has_what_its_capability_brings(string replacement, string capability)
    {
        using var sample = Alternative(replacement, capability);

        Assert.Empty(Findings(sample));
    }

    [Trait("Rule", "instructions beyond Armv8.0-A only where a capability brings them")]
    [Theory]
    [InlineData("crc32x w0, w0, x1", "HAS_SB", "HAS_SB is there, which brings sb")]
    [InlineData("dc cvap, x0", "HAS_CACHE_IDC", "HAS_CACHE_IDC is there, which brings no extension")]
    [InlineData("ldapur x0, [x1, #8]", "HAS_LDAPR", "HAS_LDAPR is there, which brings rcpc")]
    [InlineData("dc cvadp, x0", "HAS_DCPOP", "HAS_DCPOP is there, which brings ccpp")]
    [InlineData("sb", "ALWAYS_SYSTEM", "ALWAYS_SYSTEM is there, which brings no extension")]
    public void A_wrong_capability_is_named(string replacement, string capability, string why)
    {
        using var sample = Alternative(replacement, capability);

        string finding = Assert.Single(Findings(sample));

        Assert.Contains($" in the replacement of entry 2 ({capability}): '{replacement}' runs where {why}: name the capability", finding,
            StringComparison.Ordinal);
    }

    /// <summary>It runs where the capability is there, as long as nothing else leads to it.</summary>
    [Theory]
    [InlineData("", null)]
    [InlineData("\tfunction bm_inner\n\tcrc32b w0, w0, w1\n\tret\n\tendfunction bm_inner\n", null)]
    [InlineData("\tfunction bm_other\n\tb\tbm_fast\n\tendfunction bm_other\n", "bm_fast ")]
    [InlineData("\tfunction bm_other\n\tcbz\tx0, bm_fast + 4\n\tret\n\tendfunction bm_other\n", null)]
    [InlineData("\tfunction bm_other\n\tadr\tx0, bm_fast\n\tret\n\tendfunction bm_other\n", "bm_fast ")]
    [InlineData("\t.data\n\t.quad\tbm_fast\n", "bm_fast ")]
    [InlineData("\tfunction bm_other\n\talternative_insn \"nop\", \"bl bm_fast\", HAS_SB\n\tret\n\tendfunction bm_other\n", "bm_fast ")]
    [InlineData("\tfunction bm_other\n\talternative_cb HAS_CRC32, bm_fast\n\tnop\n\talternative_cb_end\n\tret\n\tendfunction bm_other\n",
        "bm_fast ")]
    public void A_function_that_only_replacements_lead_to_has_what_they_have(string more, string? found)
    {
        using var sample = new SafetySample(more: $$"""
            	function bm_user
            	alternative_insn "nop", "bl bm_outer", HAS_CRC32
            	ret
            	endfunction bm_user
            	.balign 64
            	function bm_outer
            	bl	bm_fast
            	ret
            	endfunction bm_outer
            	nop
            	function bm_fast
            	crc32x	w0, w0, x1
            	ret
            	endfunction bm_fast
            	function bm_apart
            	ret
            	endfunction bm_apart
            {{more}}
            """);

        string[] findings = Findings(sample);

        if (more.Contains("bm_inner", StringComparison.Ordinal))
        {
            Assert.StartsWith("BM0014 bm_inner ", Assert.Single(findings), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(found is null ? 0 : 1, findings.Length);
            Assert.All(findings, f => Assert.StartsWith($"BM0014 {found}", f, StringComparison.Ordinal));
        }
    }

    /// <summary>Of a function, only the part that a replacement leads to.</summary>
    [Theory]
    [InlineData("HAS_CRC32", null)]
    [InlineData("HAS_SB", "runs where HAS_SB is there")]
    public void A_part_of_a_function_that_only_a_replacement_leads_to_has_what_that_has(string capability, string? why)
    {
        using var sample = new SafetySample(more: $$"""
            	function bm_user
            	alternative_insn "nop", "b 1f", {{capability}}
            	ret
            1:	nop
            	crc32x	w0, w0, x1
            	ret
            	endfunction bm_user
            """);

        string[] findings = Findings(sample);

        Assert.Equal(why is null ? 0 : 1, findings.Length);
        Assert.All(findings, f => Assert.Contains(why!, f, StringComparison.Ordinal));
    }

    /// <summary>As replacements that no entry is for, and what follows a call that doesn't return.</summary>
    [Theory]
    [InlineData("ret\n\tcrc32x w0, w0, x1\n\tbl bm_fast\n\tret")]
    [InlineData("bl bm_plain")]
    public void What_nothing_leads_to_may_be_anything(string end)
    {
        using var sample = new SafetySample(more: $$"""
            	function bm_user
            	alternative_insn "nop", "bl bm_fast", HAS_CRC32
            	{{end}}
            	endfunction bm_user
            	function bm_fast
            	crc32x	w0, w0, x1
            	ret
            	endfunction bm_fast
            """);

        Assert.Empty(Findings(sample));
    }

    [Fact]
    public void A_function_before_it_that_goes_on_leads_to_it()
    {
        using var sample = new SafetySample(more: """
            	function bm_user
            	alternative_insn "nop", "bl bm_fast", HAS_CRC32
            	ret
            	endfunction bm_user
            	function bm_before
            	add	x0, x0, x1
            	nop
            	endfunction bm_before
            	function bm_fast
            	crc32x	w0, w0, x1
            	ret
            	endfunction bm_fast
            """);

        Assert.StartsWith("BM0014 bm_fast ", Assert.Single(Findings(sample)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_may_ask_by_itself_where_its_line_says_for_what()
    {
        using var sample = new SafetySample(more: "\tfunction bm_user\n\tcrc32x w0, w0, x1\n\tdc cvap, x0\n\tret\n\tendfunction bm_user");

        Assert.Contains("'dc cvap, x0'", Assert.Single(Findings(sample, "isa bm_user crc it asks")), StringComparison.Ordinal);
        Assert.Empty(Findings(sample, "isa bm_user crc it asks", "isa bm_* ccpp it asks"));
        Assert.Equal(
            "BM0014 bm_user has no instruction of 'lse' that any core may come to: take the line out",
            Findings(sample, "isa bm_user crc it asks", "isa bm_user lse it asks", "isa bm_user ccpp it asks").Single());
    }

    [Fact]
    public void The_verb_writes_its_list_and_fails_on_findings()
    {
        using var sample = Alternative("crc32x w0, w0, x1", "HAS_SB");
        string list = sample.PathOf("isa.txt");
        File.WriteAllText(sample.PathOf("functions.txt"), "isa bm_plain lse it asks\n");
        string elf = sample.Link("--emit-relocs").Path;

        CommandResult result =
            Command.Run(sample.Folder, "dotnet",
                [typeof(Verb).Assembly.Location, "check", elf, "--isa", list, "--functions", sample.PathOf("functions.txt")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("in the replacement of entry 2 (HAS_SB): 'crc32x w0, w0, x1' runs where HAS_SB is there", result.Text,
            StringComparison.Ordinal);
        Assert.Contains("functions.txt(1,1): error BM0014: bm_plain has no instruction of 'lse'", result.Text, StringComparison.Ordinal);
        Assert.Contains(
            "isa-functions.txt(5,1): error BM0014: bm_leave_el2 has no instruction of 'vh'", result.Text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "2 instructions beyond Armv8.0-A: where, which, and what a core has that comes to it",
                "5 findings",
                "",
                "bm_patched                                   sb                                           HAS_SB",
                "bm_user                                      crc32x w0, w0, x1                            HAS_SB",
            ],
            File.ReadAllLines(list));
    }

    private static SafetySample Alternative(string replacement, string capability) =>
        new(more: $"\t.arch_extension sb\n\t.arch armv8.5-a+crc\n\tfunction bm_user\n" +
            $"\talternative_insn \"nop\", \"{replacement}\", {capability}\n\tret\n\tendfunction bm_user");

    private static string[] Findings(SafetySample sample, params ReadOnlySpan<string> functions) =>
        [.. new IsaCheck(new LinkedCode(sample.Link("--emit-relocs")), [IsaFunctions.Parse("functions", functions)],
            CapabilityRules.Load()).Findings.Select(f => $"{f.Code} {f.Text}")];
}
