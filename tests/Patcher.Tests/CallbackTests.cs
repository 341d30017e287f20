using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;
using Report = BareMetal.Patcher.AltReport<BareMetal.Patcher.Tests.TestMemory,
    BareMetal.Patcher.Tests.TestSymbols, BareMetal.Patcher.Tests.TextBuffer>;

namespace BareMetal.Patcher.Tests;

/// <summary>Callbacks run into the plan, within their site.</summary>
[Trait("Area", "Callbacks")]
public class CallbackTests
{
    private const int Site = 4;

    [Fact]
    public void A_callback_sees_its_site_and_the_inputs()
    {
        (ulong Address, uint[] Original, ulong Voffset, bool HasSb) seen = (0, [], 0, false);
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem, CpuCap.HasSb).Put(Site, Words.Movz(1), Words.Movz(2));
        image.Inputs.KimageVoffset = 0x1234;
        image.Callback(Site, 2, (ref CallbackSite site) =>
        {
            seen = (site.Address.Value, site.Original.ToArray(), site.Inputs.KimageVoffset, site.Inputs.Capabilities.Has(CpuCap.HasSb));
            return CallbackResult.Keep;
        });

        Assert.True(image.MakePlan());
        Assert.Equal(TestImage.Address(Site), seen.Address);
        Assert.Equal([Words.Movz(1), Words.Movz(2)], seen.Original);
        Assert.Equal((0x1234ul, true), (seen.Voffset, seen.HasSb));
    }

    [Fact]
    public void Words_that_a_callback_does_not_write_stay_as_they_are()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, Words.Movz(1), Words.Movz(2), Words.Movz(3));
        image.Callback(Site, 3, (ref CallbackSite site) =>
        {
            site.Write(1, Words.Nop);
            return CallbackResult.Patch;
        });

        Assert.True(image.Apply());
        Assert.Equal([Words.Movz(1), Words.Nop, Words.Movz(3)], image.Text[Site..(Site + 3)]);
        Assert.Equal([TestImage.Address(Site + 1)], image.Writes.Select(write => write.Address));
    }

    [Trait("Linux", "callbacks that may keep their site; Linux's C form")]
    [Fact]
    public void Keep_keeps_even_what_was_written()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, Words.Movz(1));
        image.Callback(Site, 1, (ref CallbackSite site) =>
        {
            site.Write(0, Words.Nop);
            return CallbackResult.Keep;
        });

        Assert.True(image.Apply());
        Assert.Equal(Words.Movz(1), image.Text[Site]);
        Assert.Equal((AltAction.Kept, 1), (image.Action(0), image.Plan.Counts.Callbacks));
    }

    [Fact]
    public void The_words_of_a_site_that_is_kept_are_free_again()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(40, Words.Movz(1), Words.Movz(2));
        image.Callback(Site, 2, (ref CallbackSite site) => CallbackResult.Keep).Entry(Site + 2, 40, 2);

        Assert.True(image.MakePlan(image.Layout(), arenaBytes: 2 * AltArena.BytesPerEntry + 2 * AltArena.BytesPerWord));
        Assert.Equal([Words.Movz(1), Words.Movz(2)], image.Plan.NewWords(image.Plan.Entry(1)).ToArray());
    }

    [Fact]
    public void Patch_counts_as_patched_even_where_the_words_are_equal()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Callback(Site, 1, AltCallbacks.Nops);

        Assert.True(image.Apply());
        Assert.Equal((1, 0, 0), (image.Plan.Counts.Patched, image.Plan.Counts.Words, image.Plan.Counts.Lines));
        Assert.Empty(image.Writes);
    }

    [Trait("Rule", "a callback writes its own words only")]
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Writing_outside_of_the_site_is_an_error_whatever_the_callback_returns(int index)
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem);
        image.Callback(Site, 1, (ref CallbackSite site) =>
        {
            site.Write(index, Words.Brk);
            return CallbackResult.Keep;
        });

        Assert.False(image.Apply());
        Assert.Equal([(AltErrorCode.CallbackOutsideSite, (ulong)Words.Nop, (ulong)index)], image.Errors.Select(Details));
        Assert.Empty(image.Operations);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Filling_from_before_the_site_is_an_error(int index)
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem);
        image.Callback(Site, 2, (ref CallbackSite site) =>
        {
            site.FillNops(index);
            return CallbackResult.Patch;
        });

        Assert.False(image.Apply());
        Assert.Equal([(AltErrorCode.CallbackOutsideSite, (ulong)Words.Nop, (ulong)index)], image.Errors.Select(Details));
    }

    [Fact]
    public void Filling_from_behind_the_last_word_fills_nothing()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, Words.Movz(1), Words.Movz(2));
        image.Callback(Site, 1, (ref CallbackSite site) =>
        {
            site.FillNops(1);
            return CallbackResult.Patch;
        });

        Assert.True(image.Apply());
        Assert.Equal([Words.Movz(1), Words.Movz(2)], image.Text[Site..(Site + 2)]);
    }

    [Trait("Rule", "no word that can't be encoded")]
    [Fact]
    public void A_word_that_cannot_be_encoded_is_an_error_whatever_the_callback_returns()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, Words.Movz(1), Words.Movz(2));
        image.Callback(Site, 2, (ref CallbackSite site) =>
        {
            site.Write(0, A64.TryMovz(RegisterWidth.X, 0, 0xffff, 48, out uint fitting), fitting);
            site.Write(1, A64.TryMovz(RegisterWidth.X, 0, 0x10000, 0, out uint tooLarge), tooLarge);
            site.Write(2, Words.Nop);
            return CallbackResult.Keep;
        });

        Assert.False(image.Apply());
        Assert.Equal([(AltErrorCode.CallbackUnencodable, (ulong)Words.Movz(1), 1ul)], image.Errors.Select(Details));
        Assert.Empty(image.Operations);
    }

    /// <summary>Action in the lowest byte, reason from bit 16 on, as a function returns them in w0.</summary>
    [Trait("Rule", "what a callback returns is a result; each code that it gives is reported")]
    [Theory]
    [InlineData(3u)]
    [InlineData(0xffu)]
    [InlineData(0x0001_0001u)]
    [InlineData(0x0001_0000u)]
    [InlineData(2u)]
    [InlineData(((uint)AltErrorCode.RepeatedSelection + 1) << 16 | 2)]
    [InlineData(0xffff_0002u)]
    public void An_answer_that_is_none_is_an_error(uint answer)
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem);
        image.Callback(Site, 1, (ref CallbackSite site) =>
        {
            site.Write(0, Words.Movz(1));
            return Unsafe.BitCast<uint, CallbackResult>(answer);
        });

        Assert.False(image.Apply());
        Assert.Equal([(AltErrorCode.CallbackAnswer, (ulong)Words.Nop, (ulong)answer)], image.Errors.Select(Details));
        Assert.Empty(image.Operations);
    }

    [Fact]
    public void Every_code_that_a_callback_gives_is_reported()
    {
        foreach (AltErrorCode code in System.Enum.GetValues<AltErrorCode>())
        {
            using TestImage image =
                new TestImage(64).With(CpuCap.AlwaysSystem).Callback(Site, 1, (ref CallbackSite site) => CallbackResult.Error(code));

            Assert.False(image.Apply());
            Assert.Equal([code == AltErrorCode.None ? AltErrorCode.CallbackRefused : code], image.ErrorCodes);
        }
    }

    [Trait("Rule", "an error refuses the plan, with its reason")]
    [Fact]
    public void A_callback_refuses_in_words_of_its_own_that_reach_the_report()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, Words.Movz(7));
        image.Callback(Site, 1, (ref CallbackSite site) => site.Refuse("loops of 7 are for cores that we don't know"u8));

        Assert.False(image.Apply());
        Report.WriteError(image.Errors.Single());
        Assert.Equal(
            "alternatives: entry 0 at bm_function+0x10: CallbackRefused (0xd28000e0, 0x1): "
                + "callback refused its site: do as it says: loops of 7 are for cores that we don't know\n",
            TextBuffer.Take());
        Assert.Empty(image.Operations);
    }

    [Fact]
    public void A_callback_cannot_write_into_its_neighbours_words()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem);
        image.Callback(Site + 1, 1, AltCallbacks.Nops).Callback(Site, 1, (ref CallbackSite site) =>
        {
            site.Write(-1, Words.Brk);
            site.Write(1, Words.Brk);
            return CallbackResult.Patch;
        }).Callback(Site + 2, 1, AltCallbacks.Nops);

        Assert.False(image.MakePlan());
        Assert.Equal(Words.Nop, image.Plan.NewWords(image.Plan.Entry(0))[0]);
        Assert.Equal(Words.Nop, image.Plan.NewWords(image.Plan.Entry(2))[0]);
    }

    [Trait("Rule", "an error refuses the plan, with its reason")]
    [Fact]
    public void An_error_of_a_callback_refuses_the_plan_with_its_reason()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, Words.Movz(7));
        image.Callback(Site, 1, (ref CallbackSite site) => CallbackResult.Error(AltErrorCode.CallbackUnencodable));

        Assert.False(image.Apply());
        Assert.Equal([(AltErrorCode.CallbackUnencodable, (ulong)Words.Movz(7))], image.Errors.Select(error => (error.Code, error.Detail0)));
        Assert.Empty(image.Operations);
    }

    [Fact]
    public void An_error_without_a_reason_is_an_error_all_the_same()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem);
        image.Callback(Site, 1, (ref CallbackSite site) => CallbackResult.Error(AltErrorCode.None));

        Assert.False(image.Apply());
        Assert.Equal([AltErrorCode.CallbackRefused], image.ErrorCodes);
    }

    [Fact]
    public void A_callback_patch_applies_only_where_its_capability_is_present()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, Words.B | 2);
        image.Callback(Site, 1, AltCallbacks.Nops, CpuCap.HasCrc32);

        Assert.True(image.Apply());
        Assert.Equal(Words.B | 2, image.Text[Site]);
        Assert.Equal((0, 1, 0), (image.Plan.Counts.Patched, image.Plan.Counts.Kept, image.Plan.Counts.Callbacks));
    }

    [Fact]
    public void The_old_form_of_callback_patch_applies_always()
    {
        using TestImage image = new TestImage(64).Put(Site, Words.B | 2).Callback(Site, 1, AltCallbacks.Nops);
        image.Entries[0] = image.Entries[0] with { Cap = (ushort)CpuCap.NCaps };

        Assert.True(image.Apply());
        Assert.Equal(Words.Nop, image.Text[Site]);
        Assert.Equal(1, image.Plan.Counts.Callbacks);
    }

    private static (AltErrorCode Code, ulong First, ulong Second) Details(AltError error) => (error.Code, error.Detail0, error.Detail1);
}
