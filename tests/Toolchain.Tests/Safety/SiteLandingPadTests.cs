using System;
using Xunit;

namespace BareMetal.Toolchain.Tests.Safety;

/// <summary>What the build says of landing pads in sites.</summary>
[Trait("Area", "The linked Image")]
public class SiteLandingPadTests
{
    [Trait("Rule", "a landing pad of a site stays one, from a replacement or a callback")]
    [Theory]
    [InlineData("bti c; nop", "nop; nop", 0)]
    [InlineData("nop; bti j", "nop; bti c", 4)]
    [InlineData("paciasp", "nop", 0)]
    public void A_replacement_without_the_pad_of_its_site_fails_the_build(string original, string replacement, int offset)
    {
        using SafetySample sample = Sample(original, replacement);

        string finding = Assert.Single(sample.Findings());

        Assert.StartsWith($"BM0015 bm_user{(offset == 0 ? "" : "+0x4")} (0xffff8000", finding, StringComparison.Ordinal);
        Assert.Contains("in the site of entry 2 (HAS_SB): a landing pad that its replacement lacks", finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bti c", "bti jc")]
    [InlineData("bti c", "paciasp")]
    [InlineData("nop", "bti c")]
    public void A_replacement_with_a_pad_as_good_is_fine(string original, string replacement)
    {
        using SafetySample sample = Sample(original, replacement);

        Assert.Empty(sample.Findings());
    }

    private static SafetySample Sample(string original, string replacement) =>
        new(more: $"\tfunction bm_user\n\talternative_insn \"{original}\", \"{replacement}\", HAS_SB\n\tret\n\tendfunction bm_user\n");
}
