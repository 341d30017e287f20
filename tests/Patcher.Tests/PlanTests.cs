using System.Linq;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Which entries apply, and which words they get.</summary>
[Trait("Area", "Table and plan")]
public class PlanTests
{
    private const int Site = 4;
    private const int Replacement = 40;

    [Fact]
    public void An_entry_applies_where_the_capability_is_present()
    {
        using TestImage image = new TestImage(64).With(CpuCap.HasLseAtomics).Put(Replacement, Words.Movz(1), Words.Movz(2));
        image.Entry(Site, Replacement, 2, CpuCap.HasLseAtomics).Entry(Site + 2, Replacement, 2, CpuCap.HasRng);

        Assert.True(image.MakePlan());
        Assert.Equal([AltAction.Planned, AltAction.Kept], [image.Action(0), image.Action(1)]);
        Assert.Equal([Words.Movz(1), Words.Movz(2)], image.Plan.NewWords(image.Plan.Entry(0)).ToArray());
        Assert.Equal([Words.Nop, Words.Nop], image.Plan.OldWords(image.Plan.Entry(0)).ToArray());
    }

    [Fact]
    public void Planning_writes_nothing()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Replacement, Words.Movz(1)).Entry(Site, Replacement, 1);

        Assert.True(image.MakePlan());
        Assert.Empty(image.Operations);
        Assert.Equal(Words.Nop, image.Text[Site]);
    }

    [Fact]
    public void A_branch_out_of_the_replacement_reaches_the_same_target_from_the_site()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Replacement, Words.B | 10, Words.Bl | 0x3fffff0);
        image.Entry(Site, Replacement, 2);

        Assert.True(image.Apply());
        Assert.Equal(
            [Words.B | (Replacement + 10 - Site), Words.Bl | (0x4000000 + Replacement - 0x10 - Site)], image.Text[Site..(Site + 2)]);
    }

    [Fact]
    public void A_branch_to_the_end_of_the_replacement_leaves_the_site_at_its_end()
    {
        using TestImage image =
            new TestImage(64).With(CpuCap.AlwaysSystem).Put(Replacement, Words.B | 2, Words.B | 1).Entry(Site, Replacement, 2);

        Assert.True(image.Apply());
        Assert.Equal([Words.B | 2, Words.B | 1], image.Text[Site..(Site + 2)]);
    }

    [Fact]
    public void Every_instruction_that_cannot_be_moved_is_reported_at_its_place_in_the_replacement()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Replacement, Words.LdrswX0, Words.Nop, 0x58000000);
        image.Entry(Site, Replacement, 3).Entry(Site + 3, Replacement, 1);

        Assert.False(image.Apply());
        Assert.Equal(
            [
                (0, AltErrorCode.RefusedLdrswLiteral, TestImage.Address(Replacement), (ulong)Words.LdrswX0),
                (0, AltErrorCode.RefusedLdrLiteral, TestImage.Address(Replacement + 2), 0x58000000ul),
                (1, AltErrorCode.RefusedLdrswLiteral, TestImage.Address(Replacement), Words.LdrswX0),
            ],
            image.Errors.Select(error => (error.Index, error.Code, error.Address.Value, error.Detail0))
                .OrderBy(error => (error.Index, error.Value)));
        Assert.Empty(image.Operations);
    }

    [Fact]
    public void A_replacement_that_does_not_apply_is_not_decoded()
    {
        using TestImage image = new TestImage(64).Put(Replacement, Words.LdrswX0).Entry(Site, Replacement, 1, CpuCap.HasRng);

        Assert.True(image.MakePlan());
    }

    [Fact]
    public void With_one_error_no_entry_counts_as_patched()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Replacement, Words.Movz(1), Words.LdrswX0);
        image.Entry(Site, Replacement, 1).Entry(Site + 1, Replacement + 1, 1).Entry(Site + 2, Replacement, 1, CpuCap.HasRng);

        Assert.False(image.MakePlan());
        AltCounts counts = image.Plan.Counts;
        Assert.Equal((3, 0, 2, 1, 1), (counts.Entries, counts.Patched, counts.Kept, counts.Failed, counts.Errors));
        Assert.Equal(AltPlanState.Refused, image.Plan.State);
    }

    [Fact]
    public void The_selection_keeps_entries_that_would_apply()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem).Put(Replacement, Words.Movz(1));
        image.Entry(Site, Replacement, 1).Entry(Site + 1, Replacement, 1).Callback(Site + 2, 1, AltCallbacks.Nops);

        Assert.True(image.MakePlan(AltSelection.Parse<ArgumentErrors>(new BootArguments("alt.skip=0,2"u8), 3)));
        Assert.Equal([AltAction.Kept, AltAction.Planned, AltAction.Kept], [image.Action(0), image.Action(1), image.Action(2)]);
        Assert.Equal(0, image.Plan.Counts.Callbacks);
    }

    [Fact]
    public void A_plan_can_be_made_again_until_it_is_committed()
    {
        using TestImage image = new TestImage(64).Put(Replacement, Words.Movz(1)).Entry(Site, Replacement, 1, CpuCap.HasSb);
        Assert.True(image.MakePlan());
        Assert.Equal(0, image.Plan.Counts.Planned);

        image.With(CpuCap.HasSb);

        Assert.True(image.PlanAgain());
        Assert.Equal(1, image.Plan.Counts.Planned);
        Assert.True(image.Commit());
    }
}
