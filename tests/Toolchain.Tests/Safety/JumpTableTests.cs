using System;
using System.Linq;
using BareMetal.AltTool.Code;
using Xunit;

namespace BareMetal.Toolchain.Tests.Safety;

/// <summary>A switch as ilc writes it is read, and nothing that differs from it in any instruction.</summary>
[Trait("Area", "The linked Image")]
public sealed class JumpTableTests
{
    [Fact]
    public void A_switch_is_read()
    {
        ImageText text = Text(ClosureTests.Switch);

        JumpTable table = Assert.Single(text.JumpTables.Values);

        Assert.Equal(["bm_plain", "bm_plain"], table.Targets.Select(text.Functions.Describe));
        Assert.Equal("bm_user+0x1c", text.Functions.Describe(table.Branch));
        Assert.False(text.IsCode(table.Start));
        Assert.False(text.IsCode(table.Start + 4));
    }

    /// <summary>The entries of ilc's tables aren't marked as data.</summary>
    [Fact]
    public void A_table_without_marks_is_data()
    {
        ImageText text =
            Text(ClosureTests.Switch.Replace(".word", ".inst", StringComparison.Ordinal)
                .Replace("bm_plain - 2b, .Lcase - 2b", "16, 20", StringComparison.Ordinal));

        JumpTable table = Assert.Single(text.JumpTables.Values);

        Assert.Equal(["bm_user+0x30", "bm_user+0x34"], table.Targets.Select(text.Functions.Describe));
        Assert.False(text.IsCode(table.Start));
    }

    [Theory]
    [InlineData("cmp	w0, #1", "cmp	w0, w3")]
    [InlineData("cmp	w0, #1", "cmp	w0, #1, lsl #12")]
    [InlineData("cmp	w0, #1", "cmp	w0, #100")]
    [InlineData("b.hi	3f", "b.ls	3f")]
    [InlineData("b.hi	3f", "nop")]
    [InlineData("ldr	w1, [x1, x0, lsl #2]", "ldr	w1, [x1, x0]")]
    [InlineData("ldr	w1, [x1, x0, lsl #2]", "ldr	x1, [x1, x0, lsl #3]")]
    [InlineData("ldr	w1, [x1, x0, lsl #2]", "ldr	w1, [x3, x0, lsl #2]")]
    [InlineData("ldr	w1, [x1, x0, lsl #2]", "ldrsw	x1, [x1, x0, lsl #2]")]
    [InlineData("adr	x1, 4f", "adrp	x1, bm_plain")]
    [InlineData("adr	x2, 2f", "nop")]
    [InlineData("add	x1, x1, x2", "sub	x1, x1, x2")]
    [InlineData("add	x1, x1, x2", "add	x1, x1, x2, lsl #2")]
    [InlineData("add	x1, x1, x2", "add	x3, x1, x2")]
    [InlineData("br	x1", "br	x3")]
    public void What_differs_from_it_is_none(string from, string to)
    {
        Assert.Empty(Text(ClosureTests.Switch.Replace(from, to, StringComparison.Ordinal)).JumpTables);
    }

    [Fact]
    public void A_branch_at_the_start_of_text_is_none()
    {
        using var sample = new SafetySample();
        sample.Compile("first.S", "\t.text\n\tbr\tx0\n");

        Assert.Empty(new ImageText(sample.Link("--section-start=.text=0xffff800080000000")).JumpTables);
    }

    private static ImageText Text(string code)
    {
        using var sample = new SafetySample(more: $"\tfunction bm_user\n{code}\n\t.set\t.Lcase, bm_plain\n\tendfunction bm_user");
        return new ImageText(sample.Link());
    }
}
