using System;
using System.Collections.Generic;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>
/// Any table over any text: it is either refused with names and not a byte changed, or both passes write exactly the words that
/// <see cref="TableModel"/> works out, maintained, and are undone byte for byte.
/// </summary>
// SAFETY: table and arena are in GuardedMemory with their own sizes, until the next input; an access beyond them ends the process, which
// is what the target looks for.
internal sealed unsafe class TableTarget : IFuzzTarget
{
    // Writing text takes longer than all the rest.
    private const int ReportEvery = 32;

    private const int ArenaCapacity = 64 * 1024;

    private readonly GuardedMemory _tableMemory = new(TableInput.MaximumTableBytes);
    private readonly GuardedMemory _arenaMemory = new(ArenaCapacity);
    private readonly TableInput _input = new();
    private readonly TableModel _model = new();
    private readonly TableMutation _mutation = new();
    private readonly uint[] _original = new uint[TableInput.MaximumTextWords];
    private AltPlan _plan;

    public string Name => "table";

    public int MaximumBytes => TableInput.HeaderBytes + TableInput.MaximumTableBytes + TableInput.MaximumTextWords * sizeof(uint);

    public IEnumerable<byte[]> Seeds => TableMutation.Seeds(MaximumBytes);

    private Span<uint> Original => _original.AsSpan(0, _input.TextWords);

    // The arena ends with a page, and so in a multiple of its alignment.
    private int ArenaBytes => Math.Max(0, _model.ArenaBytes - _input.ArenaShortage + AltArena.Alignment - 1) & ~(AltArena.Alignment - 1);

    private int ArenaBytesWithoutWords => _model.ArenaBytes - _model.TotalWords * AltArena.BytesPerWord;

    // TableModel leaves out the same.
    private AltSelection Selection =>
        _input.HasSelection ? AltSelection.Parse<FuzzErrors>(new BootArguments("alt.skip=1,3-5"u8), int.MaxValue) : default;

    public void Mutate(Random random, InputBuffer input) => _mutation.Mutate(random, input);

    public void Run(ReadOnlySpan<byte> input)
    {
        Prepare(input);
        bool hasRoom = ArenaBytes >= ArenaBytesWithoutWords;
        bool isAligned = ((ulong)_plan.Region.Table & 3) == 0;
        bool isSound = _model.IsSound() && hasRoom && isAligned;
        bool isAccepted = Alternatives<FuzzText, FuzzCallbacks, FuzzErrors>.Validate(ref _plan);
        Property.Equal(isSound, isAccepted, "the headers are judged as the model judges them");
        if (isSound)
        {
            RunPasses();
        }
        else
        {
            Property.Holds(FuzzErrors.Count > 0, "a table that is refused has errors");
            bool isApplied = Plan(AltPass.Boot) || Commit(AltPass.Boot) || Commit(AltPass.System) || Undo();
            Property.Holds(!isApplied, "a table that is refused is never applied");
            AssertUntouched();
        }

        Property.Equal(FuzzErrors.Count, _plan.Counts.Errors, "errors that are reported are counted");
        WriteReports();
    }

    private void Prepare(ReadOnlySpan<byte> input)
    {
        _input.Parse(input);
        _model.Use(_input);
        FuzzText.Use(_input);
        FuzzCallbacks.Use(_input);
        FuzzErrors.Use(_input);
        FuzzText.Words.CopyTo(_original);
        bool atEnd = Placement.AtEnd(input);
        Span<byte> table = _tableMemory.Copy(_input.Table, atEnd);
        Span<byte> arena = _arenaMemory.Place(ArenaBytes, !atEnd);
        arena.Clear();
        fixed (byte* tableStart = table, arenaStart = arena)
        {
            AltRegion region =
                new((AltInstr*)tableStart, _input.TableAddress, (nuint)table.Length, new(_input.TextStart), new(_input.TextEnd));
            _plan = new AltPlan(region, new AltArena(arenaStart, (nuint)arena.Length, region));
        }
    }

    private void RunPasses()
    {
        int capacity = (ArenaBytes - ArenaBytesWithoutWords) / AltArena.BytesPerWord;
        for (AltPass pass = AltPass.Boot; pass <= AltPass.System; pass++)
        {
            bool isSound = _model.TryPlan(pass);
            bool isPlanned = Plan(pass);
            bool mayLackRoom = _model.VisitedWords > capacity;
            Property.Holds(isPlanned == isSound || (mayLackRoom && !isPlanned), "a pass is planned where the model can plan it");
            Property.Holds(!isPlanned || _model.PlannedWords <= capacity, "a plan has no more words than the arena has room for");
            if (!isPlanned)
            {
                Property.Holds(FuzzErrors.Count > 0, "a pass that is refused has errors");
                Property.Holds(!Commit(pass), "a pass that is refused isn't committed");
                AssertRestored();
                return;
            }

            AssertPlanIsRepeatable(pass);
            if (!TryCommit(pass))
            {
                return;
            }
        }

        AssertCommitted();
        Property.Equal(0, FuzzErrors.Count, "errors of a table that was applied");
        int stores = FuzzText.StoreCount;
        Property.Holds(!Commit(AltPass.System) && FuzzText.StoreCount == stores, "a pass is committed once");
        FuzzText.Forget();
        Property.Holds(Undo(), "what was applied can be undone");
        AssertRestored();
        bool isAppliedAgain = Plan(AltPass.Boot) && Commit(AltPass.Boot) && Plan(AltPass.System) && Commit(AltPass.System);
        Property.Holds(isAppliedAgain, "what was undone can be applied again");
        Property.Holds(FuzzText.Words.SequenceEqual(_model.Expected), "it is the same again");
    }

    private void AssertPlanIsRepeatable(AltPass pass)
    {
        ulong first = HashOfPlan();
        Property.Holds(Plan(pass), "a pass can be planned again");
        Property.Equal(first, HashOfPlan(), "a plan made again is the same");
        Property.Holds(pass == AltPass.System || FuzzText.StoreCount == 0, "a plan stores nothing");
    }

    /// <summary>Commits a pass, with what goes wrong; false where the input ends with it.</summary>
    private bool TryCommit(AltPass pass)
    {
        FuzzText.FaultAt = _input.Fault is TableFault.LostStore or TableFault.Abort ? _input.FaultAt : -1;
        int changed = _input.Fault == TableFault.ChangedText ? NextPlannedWord() : -1;
        if (changed >= 0)
        {
            CommitChangedText(pass, changed);
            return false;
        }

        int stores = FuzzText.StoreCount;
        bool isCommitted;
        try
        {
            isCommitted = Commit(pass);
        }
        catch (AbortException)
        {
            FuzzText.FaultAt = -1;
            Property.Holds(_plan.TextState == AltTextState.Writing, "an abort comes while the text is being written");
            Property.Holds(
                Alternatives<FuzzText, FuzzCallbacks, FuzzErrors>.UndoInterrupted(ref _plan), "an interrupted commit can be undone");
            AssertRestored();
            return false;
        }

        bool isFaulty = FuzzText.FaultAt >= stores && FuzzText.FaultAt < FuzzText.StoreCount;
        FuzzText.FaultAt = -1;
        if (isCommitted && !isFaulty)
        {
            return true;
        }

        Property.Holds(isFaulty && !isCommitted, "a commit fails where a store is lost, and only there");
        Property.Holds(FuzzErrors.Last == AltErrorCode.ReadbackMismatch, "a lost store is a mismatch");
        AssertRestored();
        return false;
    }

    // The first planned word after the chosen one, around the end.
    private int NextPlannedWord()
    {
        for (int step = 0; step < _input.TextWords; step++)
        {
            int word = (_input.FaultAt + step) % _input.TextWords;
            if (_model.IsPlanned(word) && IsOfPlannedPass(word))
            {
                return word;
            }
        }

        return -1;
    }

    private bool IsOfPlannedPass(int word)
    {
        for (int index = 0; index < _input.Count; index++)
        {
            AltPlanEntry entry = _plan.Entry(index);
            ulong offset = _input.TextStart + (ulong)word * 4 - entry.Address.Value;
            if (entry.HasWords && entry.Action == AltAction.Planned && offset < (ulong)entry.Words * 4)
            {
                return true;
            }
        }

        return false;
    }

    private void CommitChangedText(AltPass pass, int changed)
    {
        FuzzText.Words[changed] ^= 1;
        Original[changed] ^= 1;
        Property.Holds(!Commit(pass), "text that changed is not overwritten");
        Property.Holds(FuzzErrors.Last == AltErrorCode.TextChanged, "text that changed is named");
        AssertRestored();
    }

    private void AssertUntouched()
    {
        Property.Equal(0, FuzzText.StoreCount, "stores of a table that is refused");
        AssertRestored();
    }

    private void AssertRestored() =>
        Property.Holds(FuzzText.Words.SequenceEqual(Original), "the text is what it was before the first pass");

    private void AssertCommitted()
    {
        Property.Holds(FuzzText.Words.SequenceEqual(_model.Expected), "the text is what the model makes of it");
        for (int word = 0; word < _input.TextWords; word++)
        {
            bool isChanged = _original[word] != _model.Expected[word];
            Property.Equal(isChanged ? 1 : 0, FuzzText.StoresOf(word), "a word that changes is stored once, and no other is");
            Property.Holds(!isChanged || _model.IsPlanned(word), "only planned words change");
        }

        AltCounts counts = _plan.Counts;
        Property.Equal(FuzzText.StoreCount, counts.Words, "the report counts the words");
        Property.Equal(counts.Entries, counts.Patched + counts.Kept + counts.Failed, "each entry is patched, kept or failed");
    }

    private ulong HashOfPlan()
    {
        ulong hash = 14695981039346656037;
        for (int index = 0; index < _input.Count; index++)
        {
            AltPlanEntry entry = _plan.Entry(index);
            for (int word = 0; entry.HasWords && word < entry.Words; word++)
            {
                hash = (hash ^ _plan.OldWord(entry, word)) * 1099511628211;
                hash = (hash ^ _plan.NewWord(entry, word)) * 1099511628211;
            }
        }

        return hash;
    }

    private void WriteReports()
    {
        if (_input.FaultAt % ReportEvery == 1)
        {
            AltReport<FuzzText, FuzzSymbols, FuzzSink>.WriteJson(_plan);
            AltReport<FuzzText, FuzzSymbols, FuzzSink>.WriteTable(_plan);
            AltReport<FuzzText, FuzzSymbols, FuzzSink>.WriteCapabilities(_plan, _input.Inputs.Capabilities);
        }
    }

    private bool Plan(AltPass pass) => Alternatives<FuzzText, FuzzCallbacks, FuzzErrors>.Plan(ref _plan, pass, _input.Inputs, Selection);

    private bool Commit(AltPass pass) => Alternatives<FuzzText, FuzzCallbacks, FuzzErrors>.Commit(ref _plan, pass);

    private bool Undo() => Alternatives<FuzzText, FuzzCallbacks, FuzzErrors>.Undo(ref _plan);
}
