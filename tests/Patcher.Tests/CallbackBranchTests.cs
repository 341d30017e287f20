using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;
using Report = BareMetal.Patcher.AltReport<BareMetal.Patcher.Tests.TestMemory,
    BareMetal.Patcher.Tests.TestSymbols, BareMetal.Patcher.Tests.TextBuffer>;

namespace BareMetal.Patcher.Tests;

/// <summary>Where a branch that a callback writes may lead.</summary>
[Trait("Area", "Callbacks")]
public class CallbackBranchTests
{
    private const int Site = 4;

    [Trait("Rule", "a branch that a callback writes leads into no other site and into no replacement")]
    [Theory]
    [InlineData(0, AltErrorCode.None)]
    [InlineData(1, AltErrorCode.BranchIntoOriginal)]
    [InlineData(2, AltErrorCode.None)]
    [InlineData(16, AltErrorCode.BranchIntoReplacement)]
    [InlineData(1000, AltErrorCode.None)]
    [InlineData(-9, AltErrorCode.None)]
    public void A_branch_of_a_callback_may_not_lead_into_a_site_or_a_replacement(int target, AltErrorCode expected)
    {
        const int Other = 16;
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Entry(Other, Other + 16, 2);
        image.Callback(Site, 2, (ref CallbackSite site) =>
        {
            A64.TryB((Other + target - Site - 1) * A64.WordBytes, out uint branch);
            site.Write(1, branch);
            return CallbackResult.Patch;
        });

        Assert.Equal(expected == AltErrorCode.None, image.Apply());
        Assert.Equal(expected == AltErrorCode.None ? [] : [(expected, TestImage.Address(Site + 1))],
            image.Errors.Select(error => (error.Code, error.Address.Value)));
    }

    /// <summary>The code of a site goes on after it, whatever is linked there.</summary>
    [Theory]
    [InlineData(Words.Nop)]
    [InlineData(0x1400_0001u)]
    public void A_callback_may_leave_its_site_at_the_end_where_a_replacement_follows(uint last)
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Entry(40, Site + 2, 1);
        image.Callback(Site, 2, (ref CallbackSite site) =>
        {
            site.Write(0, Words.Movz(7));
            site.Write(1, last);
            return CallbackResult.Patch;
        });

        Assert.True(image.Apply());
        Assert.Empty(image.ErrorCodes);
    }

    [Trait("Rule", "a branch that a callback writes leads into no other site and into no replacement")]
    [Fact]
    public void A_branch_that_a_callback_leaves_is_not_its_own()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Entry(16, 32, 2);
        A64.TryB((16 + 1 - Site) * A64.WordBytes, out uint branch);
        image.Put(Site, branch).Callback(Site, 2, (ref CallbackSite site) =>
        {
            site.Write(1, Words.Movz(1));
            return CallbackResult.Patch;
        });

        Assert.True(image.Apply());
    }
}
