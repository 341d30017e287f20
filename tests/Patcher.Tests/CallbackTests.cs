using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;
using Report = BareMetal.Patcher.AltReport<BareMetal.Patcher.Tests.TestMemory, BareMetal.Patcher.Tests.TestSymbols, BareMetal.Patcher.Tests.TextBuffer>;

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
            using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Callback(Site, 1, (ref CallbackSite site) => CallbackResult.Error(code));

            Assert.False(image.Apply());
            Assert.Equal([code == AltErrorCode.None ? AltErrorCode.CallbackRefused : code], image.ErrorCodes);
        }
    }

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
        Assert.Equal(expected == AltErrorCode.None ? [] : [(expected, TestImage.Address(Site + 1))], image.Errors.Select(error => (error.Code, error.Address.Value)));
    }

    /// <summary>Behind a site its code goes on, whatever is linked there.</summary>
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
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Site, Words.Movz(1), Words.Movz(2), Words.Movz(3), Words.Movz(4), Words.Movz(5));
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
