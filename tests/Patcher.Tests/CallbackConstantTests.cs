using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;
using Report = BareMetal.Patcher.AltReport<BareMetal.Patcher.Tests.TestMemory,
    BareMetal.Patcher.Tests.TestSymbols, BareMetal.Patcher.Tests.TextBuffer>;

namespace BareMetal.Patcher.Tests;

/// <summary>The constants that a callback loads into a register of its site.</summary>
[Trait("Area", "Callbacks")]
public class CallbackConstantTests
{
    private const int Site = 4;

    [Fact]
    public void A_constant_takes_four_words_of_its_site_and_no_more()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem);
        image.Callback(Site, 5, Load(at: 1)).Callback(Site + 8, 4, Load(at: 1));

        Assert.False(image.MakePlan());
        Assert.Equal([(AltErrorCode.CallbackOutsideSite, (ulong)Words.Nop, 4ul)], image.Errors.Select(Details));
        Assert.Equal([Words.Nop, 0xd2802005, 0xf2a06005, 0xf2c0a005, 0xf2e0e005], image.Plan.NewWords(image.Plan.Entry(0)).ToArray());

        static TestImage.CallbackBody Load(int at) => (ref CallbackSite site) =>
        {
            site.WriteConstant(at, 5, 0x0700_0500_0300_0100);
            return CallbackResult.Patch;
        };
    }

    [Trait("Rule", "a constant takes as few words as load it, by either width; a site that has too few is left alone")]
    [Theory]
    [InlineData(0xffffffff_0000ffff, 0x92bfffe5)] // mov x5, #0xffffffff0000ffff
    [InlineData(0x1234ffff, 0x12bdb965u)] // mov w5, #0x1234ffff
    [InlineData(62_500_000, 0xd2959405, 0xf2a07725)] // mov x5, #0xaca0; movk x5, #0x3b9, lsl #16
    [InlineData(0x1_0000_2000_3000, 0xd2860005, 0xf2a40005, 0xf2e00025)]
    [InlineData(0x0700_0500_0300_0100, 0xd2802005, 0xf2a06005, 0xf2c0a005, 0xf2e0e005)]
    public void A_constant_takes_as_few_words_of_its_site_as_load_it(ulong value, params uint[] expected)
    {
        using TestImage image =
            new TestImage(64).With(CpuCap.AlwaysSystem)
                .Put(Site, Words.Movz(1), Words.Movz(2), Words.Movz(3), Words.Movz(4), Words.Movz(5));
        image.Callback(Site, 5, Load);

        Assert.True(image.Apply());
        Assert.Equal([.. expected, .. Enumerable.Repeat(Words.Nop, 5 - expected.Length)], image.Text[Site..(Site + 5)]);

        CallbackResult Load(ref CallbackSite site) => site.TryWriteConstant(5, value) ? CallbackResult.Patch : CallbackResult.Keep;
    }

    [Theory]
    [InlineData(0x1234_5678, 1)]
    [InlineData(0x1_0000_2000_3000, 2)]
    [InlineData(0x0700_0500_0300_0100, 3)]
    public void A_constant_that_takes_more_words_than_its_site_has_leaves_it_alone(ulong value, int words)
    {
        uint[] original = [Words.Movz(1), Words.Movz(2), Words.Movz(3)];
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, original);
        bool isWritten = true;
        image.Callback(Site, words, (ref CallbackSite site) =>
        {
            isWritten = site.TryWriteConstant(5, value);
            return CallbackResult.Patch;
        });

        Assert.True(image.Apply());
        Assert.False(isWritten);
        Assert.Equal(original, image.Text[Site..(Site + 3)]);
        Assert.Empty(image.Errors);
    }

    private static (AltErrorCode Code, ulong First, ulong Second) Details(AltError error) => (error.Code, error.Detail0, error.Detail1);
}
