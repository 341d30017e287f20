using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>What is wrong with a table or the header of an entry is found before anything is planned.</summary>
[Trait("Area", "Table and plan")]
public class HeaderTests
{
    private const int Original = 4;
    private const int Replacement = 40;

    /// <summary>A sound entry, which the tests then damage.</summary>
    private static readonly GivenEntry s_sound = new(
        TestImage.Address(Original), TestImage.Address(Replacement), (ushort)CpuCap.AlwaysSystem, OrigLen: 8, AltLen: 8);

    [Trait("Linux", "12-byte self-relative entries, callback bit; the older form by ARM64_NCAPS")]
    [Fact]
    public void An_entry_is_12_bytes() => Assert.Equal(12, Unsafe.SizeOf<AltInstr>());

    [Fact]
    public void A_sound_entry_is_accepted()
    {
        using TestImage image = Image(s_sound);

        Assert.True(image.MakePlan());
        Assert.Empty(image.Errors);
    }

    [Fact]
    public void An_empty_table_is_accepted()
    {
        using TestImage image = new(8);

        Assert.True(image.Apply());
        Assert.Equal(0, image.Plan.Counts.Entries);
    }

    [Theory]
    [InlineData(0, 8, AltErrorCode.OriginalEmpty)]
    [InlineData(6, 6, AltErrorCode.OriginalLength)]
    [InlineData(255, 255, AltErrorCode.OriginalLength)]
    [InlineData(8, 4, AltErrorCode.LengthsDiffer)]
    [InlineData(4, 8, AltErrorCode.LengthsDiffer)]
    [InlineData(8, 0, AltErrorCode.LengthsDiffer)]
    public void A_wrong_length_is_named(byte origLen, byte altLen, AltErrorCode expected) =>
        AssertRefused(expected, s_sound with { OrigLen = origLen, AltLen = altLen });

    [Fact]
    public void A_misaligned_original_is_named() =>
        AssertRefused(AltErrorCode.OriginalMisaligned, s_sound with { Original = TestImage.Address(Original) + 2 });

    [Fact]
    public void A_misaligned_replacement_is_named() =>
        AssertRefused(AltErrorCode.ReplacementMisaligned, s_sound with { Alternative = TestImage.Address(Replacement) + 1 });

    /// <summary>Text of 64 words; sites of two.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(0x1000_0000)]
    [InlineData(-0x1000_0000)]
    public void An_original_that_is_not_wholly_inside_the_text_is_named(int word) =>
        AssertRefused(AltErrorCode.OriginalOutsideText, s_sound with { Original = TestImage.Address(word) });

    [Theory]
    [InlineData(-1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(0x1000_0000)]
    public void A_replacement_that_is_not_wholly_inside_the_text_is_named(int word) =>
        AssertRefused(AltErrorCode.ReplacementOutsideText, s_sound with { Alternative = TestImage.Address(word) });

    [Theory]
    [InlineData(0)]
    [InlineData(62)]
    public void The_first_and_the_last_words_of_the_text_can_be_a_site(int word)
    {
        using TestImage image = Image(s_sound with { Original = TestImage.Address(word) });

        Assert.True(image.MakePlan());
    }

    [Theory]
    [InlineData((ushort)CpuCap.NCaps + 1)]
    [InlineData(0x7fff)]
    public void An_unknown_capability_is_named(int cap) =>
        AssertRefused(AltErrorCode.UnknownCapability, s_sound with { Cap = (ushort)cap });

    [Fact]
    public void The_old_form_of_callback_may_not_have_the_callback_bit_too()
    {
        const ushort Both = (ushort)CpuCap.NCaps | AltInstr.CallbackBit;
        using TestImage image = WithCallback(s_sound with { Cap = Both, AltLen = 0, Alternative = TestImage.CallbacksStart });

        Assert.False(image.MakePlan());
        Assert.Equal([AltErrorCode.UnknownCapability], image.ErrorCodes);
    }

    [Theory]
    [InlineData(AltInstr.CallbackBit | (ushort)CpuCap.AlwaysSystem)]
    [InlineData((ushort)CpuCap.NCaps)]
    public void A_callback_patch_with_a_replacement_is_named(int cap)
    {
        using TestImage image = WithCallback(s_sound with { Cap = (ushort)cap, Alternative = TestImage.CallbacksStart });

        Assert.False(image.MakePlan());
        Assert.Equal([AltErrorCode.CallbackWithReplacement], image.ErrorCodes);
    }

    [Theory]
    [InlineData(AltInstr.CallbackBit | (ushort)CpuCap.AlwaysSystem)]
    [InlineData((ushort)CpuCap.NCaps)]
    public void A_callback_patch_that_leads_to_no_callback_is_named(int cap)
    {
        using TestImage image = WithCallback(s_sound with { Cap = (ushort)cap, AltLen = 0, Alternative = TestImage.CallbacksStart + 4 });

        Assert.False(image.MakePlan());
        Assert.Equal([AltErrorCode.UnknownCallback], image.ErrorCodes);
        Assert.Equal(TestImage.CallbacksStart + 4, image.Errors[0].Detail0);
    }

    [Fact]
    public void Entries_of_absent_capabilities_are_checked_as_well() =>
        AssertRefused(AltErrorCode.OriginalEmpty, s_sound with { Cap = (ushort)CpuCap.HasRng, OrigLen = 0 });

    [Trait("Linux", "impossible input stops, before anything is written")]
    [Fact]
    public void Every_error_of_every_entry_is_reported_with_index_and_address()
    {
        GivenEntry bad =
            s_sound with { Original = TestImage.Address(70) + 2, OrigLen = 6, Cap = 0x7000, Alternative = TestImage.Address(-9) + 1 };
        using TestImage image = Image(s_sound with { Alternative = TestImage.Address(64) }, bad);

        Assert.False(image.MakePlan());
        Assert.Equal(
            [
                (0, AltErrorCode.ReplacementOutsideText),
                (1, AltErrorCode.OriginalLength),
                (1, AltErrorCode.OriginalMisaligned),
                (1, AltErrorCode.OriginalOutsideText),
                (1, AltErrorCode.UnknownCapability),
                (1, AltErrorCode.LengthsDiffer),
                (1, AltErrorCode.ReplacementMisaligned),
                (1, AltErrorCode.ReplacementOutsideText),
            ],
            image.Errors.Select(error => (error.Index, error.Code)));
        Assert.All(image.Errors.Where(error => error.Index == 1), error => Assert.Equal(bad.Original, error.Address.Value));
        Assert.Equal((2, 0, 0, 2, 8), Numbers(image.Plan.Counts));
    }

    [Trait("Linux", "section bounds, alignment, whole entries")]
    [Theory]
    [InlineData(13)]
    [InlineData(23)]
    [InlineData(1)]
    public void A_table_whose_size_is_no_multiple_of_12_is_named(int bytes)
    {
        using TestImage image = Image(s_sound, s_sound);

        Assert.False(image.MakePlan(image.Layout()[..bytes]));
        Assert.Equal([AltErrorCode.TableSize], image.ErrorCodes);
        Assert.Equal(AltError.WholeTable, image.Errors[0].Index);
    }

    // SAFETY: 64 bytes of this stack; what is refused isn't read.
    [Fact]
    public unsafe void A_misaligned_table_and_bad_text_bounds_are_named()
    {
        using TestImage image = new(8);
        byte* memory = stackalloc byte[64];
        memory += 4 - (nuint)memory % 4;
        AltRegion region = new((AltInstr*)(memory + 2), 0x1002, 12, new(0x2002), new(0x1000));
        image.Plan = new AltPlan(region, new AltArena(memory, 64, region));

        Assert.False(image.Validate());
        Assert.Equal([AltErrorCode.TableMisaligned, AltErrorCode.TextBounds], image.ErrorCodes);
    }

    [Fact]
    public void An_arena_too_small_for_the_entries_is_named_with_what_it_needs()
    {
        using TestImage image = Image(s_sound, s_sound with { Original = TestImage.Address(8) });

        Assert.False(image.MakePlan(image.Layout(), arenaBytes: 2 * AltArena.BytesPerEntry - 1));
        Assert.Equal([AltErrorCode.ArenaEntries], image.ErrorCodes);
        Assert.Equal((2ul, 1ul), (image.Errors[0].Detail0, image.Errors[0].Detail1));
    }

    [Fact]
    public void An_arena_too_small_for_the_words_is_named()
    {
        using TestImage image = Image(s_sound).With(CpuCap.AlwaysSystem);

        Assert.False(image.MakePlan(image.Layout(), arenaBytes: AltArena.BytesPerEntry + 2 * AltArena.BytesPerWord - 1));
        Assert.Equal([AltErrorCode.ArenaWords], image.ErrorCodes);
    }

    [Fact]
    public void Words_are_needed_only_for_entries_that_apply()
    {
        using TestImage image = Image(s_sound);

        Assert.True(image.MakePlan(image.Layout(), arenaBytes: AltArena.BytesPerEntry));
    }

    private static (int Entries, int Patched, int Kept, int Failed, int Errors) Numbers(AltCounts counts) =>
        (counts.Entries, counts.Patched, counts.Kept, counts.Failed, counts.Errors);

    private static TestImage Image(params GivenEntry[] entries)
    {
        TestImage image = new(64);
        image.Entries.AddRange(entries);
        return image;
    }

    private static TestImage WithCallback(GivenEntry entry)
    {
        TestImage image = Image(entry);
        image.Callbacks.Add((ref CallbackSite site) => CallbackResult.Keep);
        return image;
    }

    private static void AssertRefused(AltErrorCode expected, GivenEntry entry)
    {
        using TestImage image = Image(entry).With(CpuCap.AlwaysSystem);

        Assert.False(image.Apply());
        Assert.Contains(expected, image.ErrorCodes);
        Assert.Empty(image.Operations);
        Assert.Equal(AltAction.Failed, image.Action(0));
    }
}
