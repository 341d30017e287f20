using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.Source.Tests.Rings;
using Xunit;

namespace BareMetal.Source.Tests.Style;

/// <summary>That the rules of style fail where they must: on texts made up for them.</summary>
[Trait("Area", "The source")]
public sealed class StyleRuleTests
{
    [Theory]
    [InlineData("unsafe class C { }", 1)]
    [InlineData("class C { unsafe void M() { } }", 1)]
    [InlineData("class C { void M() { unsafe { } } }", 1)]
    [InlineData("class C { void M() { unsafe void F() { } } }", 1)]
    [InlineData("class C { unsafe int* P => null; }", 1)]
    [InlineData("// SAFETY: the pointer is that of a local.\nunsafe class C { unsafe void M() { unsafe { } } }", 0)]
    [InlineData("/// <summary>Text.</summary>\n// SAFETY: the pointer is that of a local.\n[A]\nunsafe class C { }", 0)]
    [InlineData("[A]\n// SAFETY: the pointer is that of a local.\nunsafe class C { }", 0)]
    [InlineData("class C { void M() {\n// SAFETY: the pointer is that of a local.\nunsafe { } unsafe { } } }", 1)]
    [InlineData("// SAFETY: the pointer is that of a local.\nclass C { }\nunsafe class D { }", 1)]
    [InlineData("// SAFETY: ok\nunsafe class C { }", 1)]
    [InlineData("// SAFETY:\n// the pointer is that of a local.\nunsafe class C { }", 0)]
    [InlineData("// The pointer is that of a local.\nunsafe class C { }", 1)]
    public void Unsafe_code_without_a_reason_is_found(string text, int findings)
    {
        Assert.Equal(findings, UnsafeRule.Of([CompiledSources.Parse(text, "C.cs")]).Count());
    }

    [Fact]
    public void A_reason_that_is_repeated_is_found()
    {
        IEnumerable<string> files = Enumerable.Range(0, 4).Select(number => $"{number}.cs");

        Assert.Equal(4,
            UnsafeRule.Of(files.Select(file => CompiledSources.Parse("// SAFETY: this is unsafe code.\nunsafe class C { }", file)))
                .Count());
        Assert.Empty(
            UnsafeRule.Of(
                files.Skip(1).Select(file => CompiledSources.Parse("// SAFETY: this is unsafe code.\nunsafe class C { }", file))));
    }

    [Fact]
    public void A_long_line_and_a_long_file_are_found()
    {
        string longest = new('x', LengthRules.Columns);

        Assert.Equal([new Finding("C.cs", 2, "141 columns")], LongLines($"//{longest[2..]}\n//{longest[1..]}\n"));
        Assert.Empty(LongLines($"class C {{ string s = \"\"\"\n{longest}x\n\"\"\"; }}"));
        Assert.Single(LongLines($"class C {{ string s = \"{longest}\"; }}"));
        Assert.Empty(LengthRules.LongFile("C.cs", string.Concat(Enumerable.Repeat("\n", LengthRules.Lines))));
        Assert.Equal([new Finding("C.cs", 301, "301 lines")],
            LengthRules.LongFile("C.cs", string.Concat(Enumerable.Repeat("x\n", LengthRules.Lines + 1))));
    }

    [Fact]
    public void A_word_is_found_with_its_remedy()
    {
        var rule = new WordRule("# comment\n\\bfoo\\b\tbar\n");

        Assert.Equal([new Finding("a.md", 2, "\"Foo\": bar")], rule.Of("a.md", "food\nsay Foo now\n"));
        Assert.Throws<InvalidDataException>(() => new WordRule("foo"));
    }

    [Theory]
    [InlineData("// In: x0. Out: nothing. Clobbers: x1\n\tfunction bm_f\n\tret", "")]
    [InlineData("/* In: x0.\n   Out: nothing.\n   Clobbers: x1 */\n\tfunction bm_f\n\tret", "")]
    [InlineData("/* In: x0. Out: nothing. Clobbers: x1 */\n\n\tfunction bm_f\n\tret", "In / Out / Clobbers")]
    [InlineData("\tfunction bm_f\n\tret", "In / Out / Clobbers")]
    [InlineData("\t.global bm_f\n/* In: x0. Out: x0 */\nbm_f:\n\tret", "Clobbers")]
    [InlineData("\t.global bm_f\n/* In: x0. Out: does not return */\nbm_f:\n\tb .", "")]
    [InlineData("\t.global bm_f, bm_g\n/* In, Out, Clobbers: nothing */\nbm_f:\nbm_g:\n\tret", "")]
    [InlineData("\t.global bm_f, bm_g\n/* In, Out, Clobbers: nothing */\nbm_f:\n\tnop\nbm_g:\n\tret", "In / Out / Clobbers")]
    [InlineData("/* As bm_f, by SMC */\nbm_g:\n\tret\nx:\tbl bm_g", "")]
    [InlineData("bm_g:\n\tret\nx:\tbl bm_g", "In / Out / Clobbers")]
    [InlineData("bm_branch_target:\n\tret", "")]
    [InlineData("\t.global bm_data\nbm_data:\t// data\n\t.quad 0", "")]
    [InlineData("\t.section .rodata, \"a\"\n\t.global bm_data\nbm_data:\n\tmacro_of_data", "")]
    [InlineData("\t.data\n\t.text\n\t.global bm_f\nbm_f:\n\tret", "In / Out / Clobbers")]
    public void A_function_without_its_contract_is_found(string text, string missing)
    {
        Assert.Equal(missing,
            string.Concat(FunctionCommentRule.Of("f.S", text).Select(finding => finding.Text[(finding.Text.IndexOf("say ") + 4)..])));
    }

    [Fact]
    public void What_a_README_names_and_is_not_there_is_found()
    {
        Assert.Equal(
            ["links to gone.md: no such file", "links to #gone: no such heading in README.md"], Texts(ReadmeRules.Links("README.md",
            "[a](boot/README.md), [b](gone.md), [c](#limits), [d](README.md#gone), [e](https://example.org/x)")));
        Assert.Equal(["names `boot/Gone.cs`: no such file", "names `media/gone`: no such file"], Texts(ReadmeRules.Paths("qemu/README.md",
            "`boot/KernelMain.cs`, `boot/Gone.cs`, `media/stage`, `media/gone`, `media/NAME`, `out/gone`, `and/or`")));
        Assert.Equal(["names make gone: no such target", "runs qemu/gone: no such file"], Texts(ReadmeRules.Commands("README.md",
            "    make run CPU=max\n    make gone\n    qemu/run x\n    qemu/gone x\n`make test`")));
    }

    private static IEnumerable<Finding> LongLines(string text) => LengthRules.LongLines(CompiledSources.Parse(text, "C.cs"));

    private static IEnumerable<string> Texts(IEnumerable<Finding> findings) => findings.Select(finding => finding.Text);
}
