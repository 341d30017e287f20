using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Carrying a plan out, or leaving the text as it was.</summary>
[Trait("Area", "Passes and transaction")]
public class CommitTests
{
    private const int Site = 16;
    private const int Replacement = 128;

    [Trait("Linux", "cache code of its own; CIVAC where clean loses data; DC, DSB, IC, DSB, ISB; IDC, DIC")]
    [Fact]
    public void Words_go_through_the_alias_then_lines_then_caches_then_this_core()
    {
        using TestImage image = Image().WithDataLine(64);

        Assert.True(image.Apply());
        Assert.Equal(
            [
                new(CodeOperationKind.Write, TestImage.Address(Site), Words.Movz(1)),
                new(CodeOperationKind.Write, TestImage.Address(Site + 1), Words.Movz(2)),
                new(CodeOperationKind.CleanLine, TestImage.Address(Site)),
                new(CodeOperationKind.DataBarrier),
                new(CodeOperationKind.InvalidateInstructionCache),
                new(CodeOperationKind.DataBarrier),
                new(CodeOperationKind.ContextSynchronize),
            ],
            image.Operations);
    }

    [Trait("Linux", "cache code of its own; CIVAC where clean loses data; DC, DSB, IC, DSB, ISB; IDC, DIC")]
    [Fact]
    public void With_idc_no_line_is_cleaned_but_the_writes_are_waited_for()
    {
        using TestImage image = Image().WithDataLine(64).With(CpuCap.HasCacheIdc);

        Assert.True(image.Apply());
        Assert.Equal(
            [
                CodeOperationKind.Write,
                CodeOperationKind.Write,
                CodeOperationKind.DataBarrier,
                CodeOperationKind.InvalidateInstructionCache,
                CodeOperationKind.DataBarrier,
                CodeOperationKind.ContextSynchronize,
            ],
            image.Operations.Select(operation => operation.Kind));
        Assert.Equal(1, image.Plan.Counts.Lines);
    }

    [Fact]
    public void With_dic_nothing_is_invalidated_but_this_core_is_synchronised()
    {
        using TestImage image = Image().WithDataLine(64).With(CpuCap.HasCacheDic, CpuCap.HasCacheIdc);

        Assert.True(image.Apply());
        Assert.Equal(
            [CodeOperationKind.Write, CodeOperationKind.Write, CodeOperationKind.DataBarrier, CodeOperationKind.ContextSynchronize],
            image.Operations.Select(operation => operation.Kind));
    }

    [Fact]
    public void Words_that_do_not_change_are_not_written()
    {
        using TestImage image = Image().Put(Site, Words.Movz(1));

        Assert.True(image.Apply());
        Assert.Equal([TestImage.Address(Site + 1)], image.Writes.Select(write => write.Address));
        Assert.Equal(1, image.Plan.Counts.Words);
    }

    [Trait("Rule", "each line is cleaned once")]
    [Theory]
    [InlineData(4u, 4)]
    [InlineData(16u, 2)]
    [InlineData(32u, 1)]
    [InlineData(2048u, 1)]
    public void A_line_is_cleaned_once_whether_it_is_smaller_or_larger_than_the_sites(uint lineBytes, int lines)
    {
        using TestImage image = Image().WithDataLine(lineBytes);
        image.Put(Site + 4, Words.Brk, Words.Brk).Entry(Site + 4, Replacement, 2);
        image.Entries.Reverse();

        Assert.True(image.Apply());
        IEnumerable<ulong> cleaned =
            image.Operations.Where(operation => operation.Kind == CodeOperationKind.CleanLine).Select(line => line.Address);
        Assert.Equal(cleaned.Distinct(), cleaned);
        Assert.Equal((lines, lines), (cleaned.Count(), image.Plan.Counts.Lines));
    }

    [Fact]
    public void A_second_commit_and_a_second_plan_are_refused_by_name()
    {
        using TestImage image = Image();
        Assert.True(image.Apply());
        image.Operations.Clear();

        Assert.False(image.Commit());
        Assert.False(image.PlanAgain());

        Assert.Equal([AltErrorCode.AlreadyApplied, AltErrorCode.AlreadyApplied], image.ErrorCodes);
        Assert.Empty(image.Operations);
        Assert.True(image.Plan.IsCommitted(AltPass.System));
        Assert.Equal(1, image.Plan.Counts.Patched);
    }

    [Fact]
    public void Committing_a_refused_plan_is_refused_by_name()
    {
        using TestImage image = new TestImage(64).Entry(70, 40, 1);
        Assert.False(image.MakePlan());
        image.Errors.Clear();

        Assert.False(image.Commit());
        Assert.Equal([AltErrorCode.NotPlanned], image.ErrorCodes);
        Assert.Empty(image.Operations);
    }

    [Trait("Rule", "commit compares old words first")]
    [Fact]
    public void Text_that_changed_since_the_plan_is_named_and_nothing_is_written()
    {
        using TestImage image = Image().Put(Replacement + 8, Words.Movz(9)).Entry(Site + 8, Replacement + 8, 1);
        Assert.True(image.MakePlan());
        image.Text[Site + 1] = Words.Brk;
        image.Text[Site + 8] = Words.Brk;

        Assert.False(image.Commit());

        Assert.Equal(
            [
                (0, AltErrorCode.TextChanged, TestImage.Address(Site + 1), (ulong)Words.Nop, (ulong)Words.Brk),
                (1, AltErrorCode.TextChanged, TestImage.Address(Site + 8), Words.Nop, Words.Brk),
            ],
            image.Errors.Select(error => (error.Index, error.Code, error.Address.Value, error.Detail0, error.Detail1)).Order());
        Assert.Empty(image.Operations);
        Assert.Equal((0, 0, 2), (image.Plan.Counts.Patched, image.Plan.Counts.Words, image.Plan.Counts.Failed));
    }

    [Trait("Rule", "every word is read back; where one differs, all are undone")]
    [Fact]
    public void A_word_that_does_not_read_back_undoes_all_and_is_named_with_what_was_read()
    {
        using TestImage image = Image().Put(Replacement + 8, Words.Movz(9)).Entry(Site + 8, Replacement + 8, 1).WithDataLine(64);
        uint[] before = [.. image.Text];
        image.LostWrites.Add(TestImage.Address(Site + 1));

        Assert.False(image.Apply());

        Assert.Equal(before, image.Text);
        AltError error = Assert.Single(image.Errors);
        Assert.Equal(
            (0, AltErrorCode.ReadbackMismatch, TestImage.Address(Site + 1), (ulong)Words.Movz(2), (ulong)Words.Nop),
            (error.Index, error.Code, error.Address.Value, error.Detail0, error.Detail1));
        AltCounts counts = image.Plan.Counts;
        Assert.Equal((0, 1, 1, 0, 0, 1), (counts.Patched, counts.Kept, counts.Failed, counts.Words, counts.Lines, counts.Errors));
        Assert.Equal(AltPlanState.Refused, image.Plan.State);
    }

    /// <summary>Also where a word reads as it was: what is read need not be what was written.</summary>
    [Fact]
    public void The_undoing_writes_all_that_was_written_and_is_maintained_like_the_writing()
    {
        using TestImage image = Image().WithDataLine(64);
        image.LostWrites.Add(TestImage.Address(Site));
        Assert.False(image.Apply());

        const int Writes = 2;
        int undoing = image.Operations.Count / 2;
        Assert.Equal(
            [new(CodeOperationKind.Write, TestImage.Address(Site), Words.Nop),
                new(CodeOperationKind.Write, TestImage.Address(Site + 1), Words.Nop)],
            image.Operations.Skip(undoing).Take(Writes));
        Assert.Equal(image.Operations.Take(undoing).Skip(Writes), image.Operations.Skip(undoing + Writes));
    }

    [Trait("Rule", "what reads as it was is stored all the same after a failed readback: a copy may be executed")]
    [Fact]
    public void Where_a_copy_of_the_text_is_executed_the_original_is_put_back()
    {
        using TestImage image = Image();
        uint[] before = [.. image.Text];
        image.Copies[TestImage.Address(Site + 1)] = Words.Nop;

        Assert.False(image.Apply());

        Assert.Equal([(AltErrorCode.ReadbackMismatch, TestImage.Address(Site + 1))],
            image.Errors.Select(error => (error.Code, error.Address.Value)));
        Assert.Equal(before, image.Text);
    }

    [Trait("Rule", "an alias that can't be written is found before the first store; no pass is undone by half")]
    [Fact]
    public void Each_word_whose_alias_cannot_be_written_is_named_and_nothing_is_written()
    {
        const int NextPage = 1024;
        using TestImage image =
            new TestImage(2 * NextPage).With(CpuCap.AlwaysSystem).Put(Replacement, Words.Movz(1), Words.Nop, Words.Movz(2));
        image.Entry(Site, Replacement, 1).Entry(NextPage, Replacement, 3).Entry(NextPage + 3, Replacement, 1);
        image.UnwritablePages.Add(TestImage.Address(NextPage));

        Assert.False(image.Apply());

        ulong alias = TestImage.Address(NextPage) - TestImage.TextStart + TestImage.AliasStart;
        Assert.Equal(
            [
                (1, AltErrorCode.AliasUnwritable, TestImage.Address(NextPage), alias, (ulong)Words.Movz(1)),
                (1, AltErrorCode.AliasUnwritable, TestImage.Address(NextPage + 2), alias + 8, Words.Movz(2)),
                (2, AltErrorCode.AliasUnwritable, TestImage.Address(NextPage + 3), alias + 12, Words.Movz(1)),
            ],
            image.Errors.Select(error => (error.Index, error.Code, error.Address.Value, error.Detail0, error.Detail1)));
        Assert.Empty(image.Operations);
        Assert.Equal(AltPlanState.Refused, image.Plan.State);
    }

    /// <summary>Where the boot pass can't be undone either, it stays as a whole.</summary>
    [Theory]
    [InlineData(0, AltErrorCode.AliasUnwritable)]
    [InlineData(1, AltErrorCode.AliasUnwritable, AltErrorCode.AliasUnwritable, AltErrorCode.UndoFailed, AltErrorCode.UndoFailed)]
    public void An_alias_that_goes_between_the_passes_leaves_nothing_half_undone(int secondPage, params AltErrorCode[] errors)
    {
        const int NextPage = 1024;
        using TestImage image = new TestImage(2 * NextPage).With(CpuCap.AlwaysBoot, CpuCap.AlwaysSystem).Put(Replacement, Words.Movz(1));
        image.Entry(Site, Replacement, 1, CpuCap.AlwaysBoot).Entry(Site + 1 + secondPage * NextPage, Replacement, 1, CpuCap.AlwaysBoot);
        image.Entry(NextPage, Replacement, 1);
        uint[] before = [.. image.Text];
        Assert.True(image.MakePlan());
        uint[] committed = [.. image.Text];
        image.UnwritablePages.Add(TestImage.Address(NextPage));

        Assert.False(image.Commit());

        Assert.Equal(errors, image.ErrorCodes);
        Assert.Equal(secondPage == 0 ? before : committed, image.Text);
    }

    [Fact]
    public void Errors_are_reported_only_when_no_maintenance_is_pending()
    {
        using TestImage image = Image();
        image.LostWrites.Add(TestImage.Address(Site));
        Assert.True(image.MakePlan());
        Assert.False(image.Commit());

        Assert.Equal(CodeOperationKind.ContextSynchronize, image.Operations[image.OperationsAtFirstError - 1].Kind);
        Assert.Equal(image.Operations.Count, image.OperationsAtFirstError);
    }

    [Fact]
    public void What_cannot_be_put_back_is_named()
    {
        using TestImage image = Image();
        Assert.True(image.MakePlan());
        image.AfterWrite = address => image.Text[(int)((address - TestImage.TextStart) / 4)] = Words.Brk;

        Assert.False(image.Commit());
        Assert.Equal(
            [AltErrorCode.ReadbackMismatch, AltErrorCode.ReadbackMismatch, AltErrorCode.UndoFailed, AltErrorCode.UndoFailed],
                image.ErrorCodes);
        Assert.Equal(((ulong)Words.Nop, (ulong)Words.Brk), (image.Errors[2].Detail0, image.Errors[2].Detail1));
    }

    /// <summary>Two words of NOP, replaced by two others.</summary>
    private static TestImage Image() =>
        new TestImage(256).With(CpuCap.AlwaysSystem).Put(Replacement, Words.Movz(1), Words.Movz(2)).Entry(Site, Replacement, 2);
}
