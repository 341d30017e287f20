using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>All or nothing, and back.</summary>
[Trait("Area", "Passes and transaction")]
public class TransactionTests
{
    private const int Site = 16;
    private const int Replacement = 128;
    private const int Sites = 24;
    private const int LineBytes = 64;

    /// <summary>Words of one-word sites of both passes and what replaces them.</summary>
    private static readonly Gen<(bool IsBoot, int Old, int New)[]> s_sites =
        Gen.Select(Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 3]).Array[1, Sites];

    [Trait("Rule", "undoing restores every word of both passes, and maintains caches")]
    [Fact]
    public void Undoing_restores_every_word_maintained_like_the_writing()
    {
        s_sites.Sample(sites =>
        {
            using TestImage image = Image(sites);
            uint[] before = [.. image.Text];
            Assert.True(image.Apply());
            ulong[] written = [.. image.Writes.Select(write => write.Address).Order()];
            image.Operations.Clear();

            Assert.True(image.Undo());

            Assert.Equal(before, image.Text);
            Assert.Equal(written, image.Writes.Select(write => write.Address).Order());
            Assert.Equal(
                written.Select(address => address & ~(LineBytes - 1ul)).Distinct(),
                image.Operations.Where(operation => operation.Kind == CodeOperationKind.CleanLine).Select(line => line.Address).Order());
            Assert.Empty(image.Errors);
            Assert.Equal((0, 0, 0), (image.Plan.Counts.Patched, image.Plan.Counts.Words, image.Plan.Counts.Lines));
        });
    }

    [Fact]
    public void After_an_undoing_other_inputs_can_be_planned()
    {
        using TestImage image = Image([(true, 0, 1), (false, 0, 1)]);
        uint[] before = [.. image.Text];
        Assert.True(image.Apply());
        uint[] after = [.. image.Text];
        Assert.True(image.Undo());

        AltInputs all = image.Inputs;
        image.Inputs.Capabilities = default;
        Assert.True(image.ApplyAgain());
        Assert.Equal(before, image.Text);
        Assert.Equal((0, 2), (image.Plan.Counts.Patched, image.Plan.Counts.Kept));
        Assert.True(image.Undo());

        image.Inputs = all;
        Assert.True(image.ApplyAgain());
        Assert.Equal(after, image.Text);
        Assert.Equal(2, image.Plan.Counts.Patched);
    }

    [Fact]
    public void Undoing_nothing_is_refused_by_name()
    {
        using TestImage image = Image([(false, 0, 1)]);
        Assert.True(image.Prepare());

        Assert.False(image.Undo());
        Assert.Equal([AltErrorCode.NotApplied], image.ErrorCodes);
    }

    [Trait("Rule", "text that changed isn't undone")]
    [Fact]
    public void Text_that_changed_since_the_commit_is_named_and_not_undone()
    {
        using TestImage image = Image([(true, 0, 1), (false, 0, 1)]);
        Assert.True(image.Apply());
        image.Operations.Clear();
        image.Text[Site] = Words.Brk;

        Assert.False(image.Undo());
        Assert.Equal([AltErrorCode.TextChanged], image.ErrorCodes);
        Assert.Empty(image.Operations);
        Assert.True(image.Plan.IsCommitted(AltPass.System));
    }

    [Fact]
    public void What_an_undoing_cannot_put_back_is_named()
    {
        using TestImage image = Image([(false, 0, 1)]);
        Assert.True(image.Apply());
        image.LostWrites.Add(TestImage.Address(Site));

        Assert.False(image.Undo());
        Assert.Equal([AltErrorCode.UndoFailed], image.ErrorCodes);
        Assert.Equal(AltPlanState.Refused, image.Plan.State);
    }

    /// <summary>Whichever byte of the planned words it is.</summary>
    [Trait("Rule", "checksum of the plan")]
    [Fact]
    public void A_damaged_plan_is_named_and_nothing_is_written()
    {
        Gen.Select(s_sites, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample((sites, at, change) =>
        {
            using TestImage image = Image(sites);
            Assert.True(image.MakePlan());
            uint[] before = [.. image.Text];
            int words = sites.Count(site => !site.IsBoot);
            if (words == 0)
            {
                return;
            }

            image.DamagePlan(sites.Length - words + at % words, at / words, change);
            image.Operations.Clear();

            Assert.False(image.Commit());
            Assert.Equal([AltErrorCode.PlanDamaged], image.ErrorCodes);
            Assert.Equal(sites.Count(site => site.IsBoot && site.Old != site.New), image.Writes.Count());
            Assert.Equal(1, image.Plan.Counts.Errors);
            Assert.Equal(before.Where((_, word) => !IsBootSite(sites, word)), image.Text.Where((_, word) => !IsBootSite(sites, word)));
        });
    }

    /// <summary>As if an exception came at the k-th store, for every k.</summary>
    [Trait("Rule", "a store that faulted isn't tried again")]
    [Fact]
    public void A_commit_that_is_interrupted_at_any_store_can_be_undone()
    {
        s_sites.Sample(sites =>
        {
            int stores = sites.Count(site => site.Old != site.New);
            for (int k = 0; k < stores; k++)
            {
                using TestImage image = Image(sites);
                uint[] before = [.. image.Text];
                image.FaultAt = k;
                Assert.Throws<FaultException>(() => image.Apply());
                Assert.Equal(AltTextState.Writing, image.Plan.TextState);
                ulong faulted = image.Operations[^1].Address;
                image.Operations.Clear();

                Assert.True(image.UndoInterrupted());

                Assert.Equal(before, image.Text);
                Assert.DoesNotContain(faulted, image.Writes.Select(write => write.Address));
                Assert.Equal(CodeOperationKind.ContextSynchronize, image.Operations[^1].Kind);
                Assert.Equal((AltTextState.Settled, AltPlanState.Refused), (image.Plan.TextState, image.Plan.State));
            }
        }, iter: 40);
    }

    /// <summary>As if an exception came while the k-th line is cleaned, for every k: none is taken for clean afterwards.</summary>
    [Trait("Rule", "lines that were clean when a maintenance was interrupted are cleaned again")]
    [Fact]
    public void A_maintenance_that_is_interrupted_at_any_line_is_undone_and_done_again()
    {
        s_sites.Sample(sites =>
        {
            using TestImage whole = Image(sites);
            Assert.True(whole.Apply());
            int lines = Cleaned(whole).Length;
            for (int k = 0; k < lines; k++)
            {
                using TestImage image = Image(sites);
                uint[] before = [.. image.Text];
                image.CleanFaultAt = k;
                Assert.Throws<FaultException>(() => image.Apply());
                ulong[] written = [.. image.Writes.Select(write => write.Address & ~(LineBytes - 1ul)).Distinct().Order()];
                image.Operations.Clear();

                Assert.True(image.UndoInterrupted());

                Assert.Equal(before, image.Text);
                Assert.Equal(written, Cleaned(image).Intersect(written));
                Assert.Equal(CodeOperationKind.ContextSynchronize, image.Operations[^1].Kind);
            }
        }, iter: 40);

        static ulong[] Cleaned(TestImage image) =>
            [.. image.Operations.Where(operation => operation.Kind == CodeOperationKind.CleanLine).Select(line => line.Address).Order()];
    }

    [Fact]
    public void Marks_say_what_is_original_and_what_replacement()
    {
        s_sites.Sample(sites =>
        {
            using TestImage image = Image(sites);
            Assert.True(image.Prepare());
            for (int word = -2; word < image.Text.Length + 2; word++)
            {
                Assert.Equal(word >= Site && word < Site + sites.Length, image.Plan.IsOriginal(new(TestImage.Address(word))));
                Assert.Equal(
                    word >= Replacement && word < Replacement + sites.Length, image.Plan.IsReplacement(new(TestImage.Address(word))));
            }
        }, iter: 20);
    }

    private static bool IsBootSite((bool IsBoot, int Old, int New)[] sites, int word) =>
        word >= Site && word < Site + sites.Length && sites[word - Site].IsBoot;

    private static TestImage Image((bool IsBoot, int Old, int New)[] sites)
    {
        TestImage image = new TestImage(256).With(CpuCap.AlwaysBoot, CpuCap.AlwaysSystem).WithDataLine(LineBytes);
        for (int i = 0; i < sites.Length; i++)
        {
            image.Put(Site + i, Words.Movz(sites[i].Old)).Put(Replacement + i, Words.Movz(sites[i].New));
            image.Entry(Site + i, Replacement + i, 1, sites[i].IsBoot ? CpuCap.AlwaysBoot : CpuCap.AlwaysSystem);
        }

        return image;
    }
}
