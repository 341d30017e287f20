using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Two passes over one table: which entries belong to which, and what is refused.</summary>
[Trait("Area", "Passes and transaction")]
public class PassTests
{
    private const int BootSite = 4;
    private const int SystemSite = 8;
    private const int BootReplacement = 40;
    private const int SystemReplacement = 44;

    [Trait("Linux", "boot and system pass, disjoint; ALWAYS_BOOT, ALWAYS_SYSTEM; one run each")]
    [Fact]
    public void Each_entry_is_written_by_the_pass_of_its_capability()
    {
        using TestImage image = Image();
        Assert.True(image.MakePlan());

        Assert.Equal([TestImage.Address(BootSite)], image.Writes.Select(write => write.Address));
        Assert.Equal((AltAction.Patched, AltAction.Planned), (image.Action(0), image.Action(1)));

        Assert.True(image.Commit());
        Assert.Equal([TestImage.Address(BootSite), TestImage.Address(SystemSite)], image.Writes.Select(write => write.Address));
        Assert.Equal((AltAction.Patched, AltAction.Patched), (image.Action(0), image.Action(1)));
        Assert.Equal((2, 2), (image.Plan.Counts.Patched, image.Plan.Counts.Words));
    }

    [Trait("Linux", "12-byte self-relative entries, callback bit; the older form by ARM64_NCAPS")]
    [Fact]
    public void Callbacks_in_the_old_form_belong_to_the_system_pass()
    {
        using TestImage image = new(64);
        image.Callbacks.Add(AltCallbacks.Nops);
        image.Put(SystemSite, Words.Brk).Entries.Add(
            new(TestImage.Address(SystemSite), TestImage.CallbacksStart, (ushort)CpuCap.NCaps, 4, 0));

        Assert.True(image.MakePlan());
        Assert.Empty(image.Operations);
        Assert.True(image.Commit());
        Assert.Equal(Words.Nop, image.Text[SystemSite]);
    }

    [Trait("Rule", "headers of both passes before the first")]
    [Fact]
    public void Headers_of_both_passes_are_checked_before_the_first()
    {
        using TestImage image = Image().Entry(70, SystemReplacement, 1);

        Assert.False(image.MakePlan());
        Assert.Equal([AltErrorCode.OriginalOutsideText], image.ErrorCodes);
        Assert.Empty(image.Operations);
        Assert.False(image.PlanPass(AltPass.Boot));
        Assert.Equal(AltErrorCode.NotValidated, image.ErrorCodes.Last());
    }

    [Trait("Rule", "order of the passes; one run of each; disjoint masks")]
    [Fact]
    public void Passes_out_of_order_are_refused_by_name()
    {
        using TestImage image = Image();
        Assert.True(image.Prepare());

        Assert.False(image.PlanPass(AltPass.System));
        Assert.False(image.Commit(AltPass.Boot));
        Assert.True(image.PlanPass(AltPass.Boot));
        Assert.True(image.PlanPass(AltPass.System));
        Assert.False(image.Commit(AltPass.System));

        Assert.Equal([AltErrorCode.PassOutOfOrder, AltErrorCode.NotPlanned, AltErrorCode.PassOutOfOrder], image.ErrorCodes);
        Assert.Empty(image.Operations);
    }

    [Trait("Linux", "boot and system pass, disjoint; ALWAYS_BOOT, ALWAYS_SYSTEM; one run each")]
    [Fact]
    public void Each_pass_is_committed_once()
    {
        using TestImage image = Image();
        Assert.True(image.MakePlan());
        Assert.False(image.PlanPass(AltPass.Boot));
        Assert.False(image.Commit(AltPass.Boot));
        Assert.True(image.Commit());
        int operations = image.Operations.Count;

        Assert.False(image.PlanPass(AltPass.Boot));
        Assert.False(image.PlanPass(AltPass.System));
        Assert.False(image.Commit());

        Assert.All(image.ErrorCodes, code => Assert.Equal(AltErrorCode.AlreadyApplied, code));
        Assert.Equal((5, operations), (image.Errors.Count, image.Operations.Count));
    }

    [Trait("Rule", "a refused system pass undoes the boot pass")]
    [Fact]
    public void An_error_of_the_system_pass_undoes_the_boot_pass()
    {
        using TestImage image = Image().Put(SystemReplacement, Words.LdrswX0);
        uint[] before = [.. image.Text];

        Assert.False(image.MakePlan());

        Assert.Equal([AltErrorCode.RefusedLdrswLiteral], image.ErrorCodes);
        Assert.NotEmpty(image.Writes);
        Assert.Equal(before, image.Text);
        Assert.Equal((0, 0, AltPlanState.Refused), (image.Plan.Counts.Patched, image.Plan.Counts.Words, image.Plan.State));
        Assert.Equal(CodeOperationKind.ContextSynchronize, image.Operations[^1].Kind);
    }

    [Trait("Rule", "every word is read back; where one differs, all are undone")]
    [Fact]
    public void A_failed_readback_of_the_system_pass_undoes_both()
    {
        using TestImage image = Image();
        uint[] before = [.. image.Text];
        Assert.True(image.MakePlan());
        image.LostWrites.Add(TestImage.Address(SystemSite));

        Assert.False(image.Commit());

        Assert.Equal([AltErrorCode.ReadbackMismatch], image.ErrorCodes);
        Assert.Equal(before, image.Text);
        Assert.Equal((AltAction.Kept, AltAction.Failed), (image.Action(0), image.Action(1)));
    }

    [Fact]
    public void Text_that_changed_before_the_system_pass_is_left_as_it_was_found()
    {
        using TestImage image = Image();
        uint[] before = [.. image.Text];
        Assert.True(image.MakePlan());
        image.Text[SystemSite] = Words.Brk;

        Assert.False(image.Commit());

        Assert.Equal([AltErrorCode.TextChanged], image.ErrorCodes);
        Assert.Equal((Words.Brk, before[BootSite]), (image.Text[SystemSite], image.Text[BootSite]));
    }

    [Trait("Linux", "capability test for programs: now, for good, applied")]
    [Fact]
    public void A_capability_is_applied_while_its_pass_is_committed()
    {
        using TestImage image = Image().With(CpuCap.HasSb);
        Assert.True(image.Prepare());
        Assert.False(image.Plan.Applied.Has(CpuCap.AlwaysBoot));
        Assert.True(image.PlanPass(AltPass.Boot) && image.Commit(AltPass.Boot));
        Assert.True(image.Plan.Applied.Has(CpuCap.AlwaysBoot));
        Assert.False(image.Plan.Applied.Has(CpuCap.AlwaysSystem));
        Assert.True(image.PlanPass(AltPass.System) && image.Commit(AltPass.System));
        Assert.True(image.Plan.Applied.Has(CpuCap.AlwaysSystem));
        Assert.True(image.Plan.Applied.Has(CpuCap.HasSb));
        Assert.False(image.Plan.Applied.Has(CpuCap.HasRng));

        Assert.True(image.Undo());
        Assert.True(image.Plan.Applied.IsEmpty);
    }

    [Trait("Linux", "capability test for programs: now, for good, applied")]
    [Fact]
    public void An_answer_for_good_is_given_when_the_pass_of_the_capability_is_decided()
    {
        CpuCapAnswers answers = default;
        CpuCapSet found = default;
        found.Add(CpuCap.AlwaysBoot);
        found.Add(CpuCap.HasSb);
        answers.Update(found);
        Assert.True(answers.Has(CpuCap.HasSb));
        Assert.Equal([CpuCapAnswer.TooEarly, CpuCapAnswer.TooEarly], Answers(answers, CpuCap.AlwaysBoot, CpuCap.HasSb));

        answers.Decide(AltPass.Boot);
        Assert.Equal([CpuCapAnswer.Yes, CpuCapAnswer.TooEarly], Answers(answers, CpuCap.AlwaysBoot, CpuCap.HasSb));

        answers.Decide(AltPass.System);
        Assert.Equal(
            [CpuCapAnswer.Yes, CpuCapAnswer.Yes, CpuCapAnswer.No], Answers(answers, CpuCap.AlwaysBoot, CpuCap.HasSb, CpuCap.HasRng));
    }

    /// <summary>Every cached address: a callback patch may follow one that has another callback.</summary>
    [Trait("Rule", "each callback is known")]
    [Fact]
    public void Each_callback_is_looked_up_wherever_it_stands()
    {
        const int Sites = 40;
        Gen.Int[0, 3].Array[Sites].Sample(callbacks =>
        {
            using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem);
            image.Callbacks.AddRange([AltCallbacks.Nops, (ref CallbackSite site) => CallbackResult.Keep, AltCallbacks.Nops]);
            for (int i = 0; i < Sites; i++)
            {
                ulong address = TestImage.CallbacksStart + (ulong)callbacks[i] * 4;
                image.Entries.Add(new(TestImage.Address(i), address, (ushort)CpuCap.AlwaysSystem | AltInstr.CallbackBit, 4, 0));
            }

            IEnumerable<int> unknown = Enumerable.Range(0, Sites).Where(i => callbacks[i] == 3);
            Assert.Equal(!unknown.Any(), image.MakePlan());
            Assert.Equal(unknown, image.Errors.Select(error => error.Index));
        });
    }

    private static IEnumerable<CpuCapAnswer> Answers(CpuCapAnswers answers, params CpuCap[] capabilities) =>
        capabilities.Select(cap => answers.HasForGood(cap));

    private static TestImage Image() =>
        new TestImage(64).With(CpuCap.AlwaysBoot, CpuCap.AlwaysSystem)
            .Put(BootReplacement, Words.Movz(1)).Entry(BootSite, BootReplacement, 1, CpuCap.AlwaysBoot)
            .Put(SystemReplacement, Words.Movz(2)).Entry(SystemSite, SystemReplacement, 1);
}
