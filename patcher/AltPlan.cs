using System;

namespace BareMetal.Patcher;

/// <summary>
/// What shall become of one table: made by <see cref="Alternatives{TMem, TCallbacks, TErrors}.Plan"/>, carried out by
/// <see cref="Alternatives{TMem, TCallbacks, TErrors}.Commit"/>. It lives as long as the text it is about: it knows whether it was
/// carried out, and it keeps the old words.
/// </summary>
/// <param name="region">The table and its text.</param>
/// <param name="arena">The plan's memory.</param>
public unsafe struct AltPlan(in AltRegion region, in AltArena arena)
{
    internal readonly AltArena Arena = arena;

    internal AltCounts Numbers;

    /// <summary>How many entries of <see cref="AltArena.Order"/> are filled: those whose originals can be located.</summary>
    internal int Ordered;

    internal int WordsUsed;

    internal uint LineBytes;

    internal bool NeedsClean;

    internal bool NeedsInvalidate;

    /// <summary>The table and its text.</summary>
    public AltRegion Region { get; } = region;

    /// <summary>How far it has come.</summary>
    public AltPlanState State { get; internal set; }

    /// <summary>The numbers so far; words and lines are counted by the commit.</summary>
    public readonly AltCounts Counts => Numbers;

    /// <summary>What the plan knows of entry <paramref name="index"/>, from 0 to Counts.Entries.</summary>
    public readonly ref readonly AltPlanEntry Entry(int index) => ref Arena.Entries[index];

    /// <summary>The words of a patched entry before the commit.</summary>
    public readonly ReadOnlySpan<uint> OldWords(in AltPlanEntry entry) => new(Arena.OldWords + entry.FirstWord, entry.Words);

    /// <summary>The words of a patched entry after the commit.</summary>
    public readonly ReadOnlySpan<uint> NewWords(in AltPlanEntry entry) => new(Arena.NewWords + entry.FirstWord, entry.Words);

    internal void Reset(in AltInputs inputs)
    {
        Numbers = default;
        Ordered = 0;
        WordsUsed = 0;
        LineBytes = new CtrEl0(inputs.Registers.Get(IdRegister.CtrEl0)).DataLineBytes;
        NeedsClean = !inputs.Capabilities.Has(CpuCap.HasCacheIdc);
        NeedsInvalidate = !inputs.Capabilities.Has(CpuCap.HasCacheDic);
        State = AltPlanState.Empty;
    }

    /// <summary>Reports an error of entry <paramref name="index"/>.</summary>
    internal void Fail<TErrors>(int index, AltErrorCode code, ulong detail0 = 0, ulong detail1 = 0)
        where TErrors : struct, IAltErrorSink
    {
        FailAt<TErrors>(index, Arena.Entries[index].Address, code, detail0, detail1);
    }

    /// <summary>Reports an error of entry <paramref name="index"/> at one of its words.</summary>
    internal void FailAt<TErrors>(int index, CodeAddress address, AltErrorCode code, ulong detail0, ulong detail1, ReadOnlySpan<byte> reason = default)
        where TErrors : struct, IAltErrorSink
    {
        Arena.Entries[index].Action = AltAction.Failed;
        Numbers.Errors++;
        TErrors.Report(new AltError(code, index, address, detail0, detail1, reason));
    }

    /// <summary>Reports an error of the table as a whole.</summary>
    internal void FailTable<TErrors>(AltErrorCode code, ulong detail0 = 0, ulong detail1 = 0)
        where TErrors : struct, IAltErrorSink
    {
        Numbers.Errors++;
        TErrors.Report(new AltError(code, AltError.WholeTable, new CodeAddress(Region.TableAddress), detail0, detail1));
    }

    /// <summary>Counts what became of the entries. With an error nothing is applied, so no entry counts as patched.</summary>
    internal void CountActions()
    {
        Numbers.Patched = 0;
        Numbers.Kept = 0;
        Numbers.Failed = 0;
        for (int i = 0; i < Numbers.Entries; i++)
        {
            CountAction(ref Arena.Entries[i].Action);
        }
    }

    private void CountAction(ref AltAction action)
    {
        if (Numbers.Errors != 0 && action == AltAction.Patched)
        {
            action = AltAction.Kept;
        }

        switch (action)
        {
            case AltAction.Patched:
                Numbers.Patched++;
                break;
            case AltAction.Failed:
                Numbers.Failed++;
                break;
            default:
                Numbers.Kept++;
                break;
        }
    }
}
