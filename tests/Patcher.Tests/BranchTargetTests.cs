using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Where a branch of a replacement may lead: not into the middle of an original, and into no other replacement.</summary>
[Trait("Area", "Instructions and relocation")]
public class BranchTargetTests
{
    // Originals at 8, 12 (three words) and 15, which begins where that one ends; replacements at 40, 44 and 50.
    private const int Site = 8;
    private const int Other = 12;
    private const int OtherWords = 3;
    private const int Neighbour = Other + OtherWords;
    private const int Replacement = 40;
    private const int OtherReplacement = 44;
    private const int NeighbourReplacement = 50;

    /// <summary>Every branch class: its opcode, and the field for the distance.</summary>
    public static IEnumerable<TheoryDataRow<uint, int, int>> Branches =>
    [
        new(Words.B, 0, 26),
        new(Words.Bl, 0, 26),
        new(Words.BEq, 5, 19),
        new(Words.BcEq, 5, 19),
        new(Words.CbzX0, 5, 19),
        new(Words.CbnzW1, 5, 19),
        new(Words.TbzX1Bit33, 5, 14),
        new(Words.TbnzW2Bit3, 5, 14),
        new(Words.CbgtX5X3, 5, 9),
        new(Words.CbgtW5Imm20, 5, 9),
    ];

    [Trait("Rule", "branches into the middle of a site, or into a replacement")]
    [Theory]
    [MemberData(nameof(Branches))]
    public void A_branch_to_the_start_of_a_site_is_fine_and_one_to_its_middle_is_an_error(uint opcode, int lsb, int width)
    {
        for (int target = 0; target < Replacement; target++)
        {
            using TestImage image = Image(opcode, lsb, width, target);
            bool isMiddle = target is > Other and < Neighbour || target == Site + 1;
            ulong start = TestImage.Address(target < Other ? Site : Other);

            Assert.Equal(!isMiddle, image.MakePlan());
            Assert.Equal(isMiddle ? [Error(AltErrorCode.BranchIntoOriginal, target, start)] : [], Errors(image));
        }
    }

    [Theory]
    [MemberData(nameof(Branches))]
    public void A_branch_into_another_replacement_is_an_error_from_its_first_word_to_its_last(uint opcode, int lsb, int width)
    {
        for (int target = Replacement; target < 64; target++)
        {
            using TestImage image = Image(opcode, lsb, width, target);
            int owner =
                target is >= OtherReplacement and < OtherReplacement + OtherWords ? Other : target == NeighbourReplacement ? Neighbour : 0;

            Assert.Equal(owner == 0, image.MakePlan());
            Assert.Equal(owner != 0 ? [Error(AltErrorCode.BranchIntoReplacement, target, TestImage.Address(owner))] : [], Errors(image));
        }
    }

    /// <summary>The other entry needn't apply: its site is there all the same.</summary>
    [Fact]
    public void A_site_that_is_kept_is_a_site()
    {
        using TestImage image = Image(Words.B, 0, 26, Other + 1);
        image.Entries[0] = image.Entries[0] with { Cap = (ushort)CpuCap.HasRng };

        Assert.False(image.MakePlan());
        Assert.Equal([AltErrorCode.BranchIntoOriginal], image.ErrorCodes);
    }

    /// <summary>The callback itself is no replacement, wherever it lies.</summary>
    [Theory]
    [InlineData((ushort)CpuCap.AlwaysSystem | AltInstr.CallbackBit)]
    [InlineData((ushort)CpuCap.NCaps)]
    public void The_site_of_a_callback_is_a_site(int cap)
    {
        const int CallbackSite = 20;
        for (int target = CallbackSite; target <= CallbackSite + 2; target++)
        {
            using TestImage image =
                new TestImage(64).With(CpuCap.AlwaysSystem).Put(Replacement, Words.B | 0x3ffffff & (uint)(target - Replacement));
            image.Callback(CallbackSite, 2, AltCallbacks.Nops).Entry(Site, Replacement, 1);
            image.Entries[0] = image.Entries[0] with { Cap = (ushort)cap };

            Assert.Equal(target != CallbackSite + 1, image.MakePlan());
            Assert.Equal(target == CallbackSite + 1 ? [AltErrorCode.BranchIntoOriginal] : [], image.ErrorCodes);
        }
    }

    /// <summary>Both entries have the same code: a branch within it stays within each site.</summary>
    [Fact]
    public void A_replacement_that_two_sites_share_is_no_other_one()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Replacement, Words.B | 1, Words.Nop);
        image.Entry(Site, Replacement, 2).Entry(Other, Replacement, 2);

        Assert.True(image.Apply());
        Assert.Equal(
            [Words.B | 1, Words.Nop, Words.B | 1, Words.Nop], [.. image.Text[Site..(Site + 2)], .. image.Text[Other..(Other + 2)]]);
    }

    [Fact]
    public void An_address_is_not_a_branch()
    {
        using TestImage image = Image(Words.AdrX0, 5, 19, Other + 1);

        Assert.True(image.MakePlan());
    }

    /// <summary>A loop over the site, from its own replacement.</summary>
    [Fact]
    public void A_branch_to_the_start_of_its_own_site_is_fine()
    {
        using TestImage image = Image(Words.B, 0, 26, Site);

        Assert.True(image.Apply());
        Assert.Equal(Words.B, image.Text[Site]);
    }

    /// <summary>The entries in an order that isn't that of their addresses; the first word of the first replacement branches.</summary>
    private static TestImage Image(uint opcode, int lsb, int width, int target)
    {
        uint distance = (uint)(target - Replacement) & ((1u << width) - 1);
        TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Replacement, opcode | distance << lsb);
        return image.Entry(Other, OtherReplacement, OtherWords).Entry(Site, Replacement, 2).Entry(Neighbour, NeighbourReplacement, 1);
    }

    private static (int, AltErrorCode, ulong, ulong, ulong) Error(AltErrorCode code, int target, ulong other) =>
        (1, code, TestImage.Address(Replacement), TestImage.Address(target), other);

    private static IEnumerable<(int, AltErrorCode, ulong, ulong, ulong)> Errors(TestImage image) =>
        image.Errors.Select(error => (error.Index, error.Code, error.Address.Value, error.Detail0, error.Detail1));
}
