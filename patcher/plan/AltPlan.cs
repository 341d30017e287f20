using System;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// What is planned for one table, and what was done: checked, planned, committed and undone by
/// <see cref="Alternatives{TMem, TCallbacks, TErrors}"/>. It lives as long as the text it is about: it knows which pass was carried
/// out, and it keeps the old words.
/// </summary>
/// <param name="region">The table and its text.</param>
/// <param name="arena">The plan's memory, made for that region.</param>
// SAFETY: entries and words are counted by Validate and Plan, which never take more than the arena has; a place is compared with the text's
// length before its mark is read.
public unsafe struct AltPlan(in AltRegion region, in AltArena arena)
{
    internal readonly AltArena Arena = arena;

    internal AltPassPlan BootPass;

    internal AltPassPlan SystemPass;

    internal int Entries;

    internal int FailedEntries;

    internal int Errors;

    internal uint LineBytes;

    internal bool NeedsClean;

    internal bool NeedsInvalidate;

    /// <summary>The table and its text.</summary>
    public readonly AltRegion Region = region;

    /// <summary>How far it has come.</summary>
    public AltPlanState State { get; internal set; }

    /// <summary>What is being done to the text. An exception handler asks: it may have interrupted a commit.</summary>
    public AltTextState TextState { get; internal set; }

    /// <summary>
    /// The capabilities whose entries the text has: Linux's alternative_is_applied. All capabilities of a pass that is committed and not
    /// undone, whether entries name them or not. A site with several entries is as its best capability says once the pass of all of them is
    /// committed.
    /// </summary>
    public readonly CpuCapSet Applied =>
        (IsCommitted(AltPass.Boot) ? BootPass.Capabilities : default) | (IsCommitted(AltPass.System) ? SystemPass.Capabilities : default);

    /// <summary>The numbers so far. Words and lines are counted here, so this walks the words of all committed entries.</summary>
    public readonly AltCounts Counts
    {
        get
        {
            AltCounts counts = new() { Entries = Entries, Failed = FailedEntries, Errors = Errors };
            LineSet lines = new(this);
            Count(BootPass, lines, ref counts);
            Count(SystemPass, lines, ref counts);
            counts.Kept = counts.Entries - counts.Failed - counts.Patched - counts.Planned;
            Forget(BootPass, lines);
            Forget(SystemPass, lines);
            return counts;
        }
    }

    /// <summary>Whether <paramref name="pass"/> was carried out, and not undone.</summary>
    public readonly bool IsCommitted(AltPass pass) => (pass == AltPass.Boot ? BootPass : SystemPass).State == AltPassState.Committed;

    /// <summary>What the plan knows of entry <paramref name="index"/>, from 0 to Counts.Entries.</summary>
    public readonly AltPlanEntry Entry(int index)
    {
        AltNode node = Arena.Nodes[index];
        return new AltPlanEntry(Region.Original(index), (int)node.Slot - 1, Region.Table[index].Words, ActionOf(node));
    }

    /// <summary>A word of an entry that has words, before the commit.</summary>
    public readonly uint OldWord(in AltPlanEntry entry, int word) => Arena.Words[entry.FirstWord + word].Old;

    /// <summary>A word of an entry that has words, after the commit.</summary>
    public readonly uint NewWord(in AltPlanEntry entry, int word) => Arena.Words[entry.FirstWord + word].New;

    /// <summary>
    /// Whether the word at an address is part of an original. To be asked of a validated plan; true of no address outside the text.
    /// </summary>
    public readonly bool IsOriginal(CodeAddress address) => HasMark(address, TextMark.Original);

    /// <summary>Whether the word at an address is the first of an original. As <see cref="IsOriginal"/>.</summary>
    public readonly bool IsOriginalStart(CodeAddress address) => HasMark(address, TextMark.Start);

    /// <summary>Whether the word at an address is part of a replacement. As <see cref="IsOriginal"/>.</summary>
    public readonly bool IsReplacement(CodeAddress address) => HasMark(address, TextMark.Replacement);

    /// <summary>
    /// Whether a branch from elsewhere may lead to an address: not into the middle of an original, nor into a replacement.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool MayBranchTo(CodeAddress address) => TextMark.MayBranchTo(Mark(address));

    /// <summary>The entry of a site that the plan holds words of, if there is one; else its first.</summary>
    /// <param name="first">The site's first entry.</param>
    /// <param name="end">The index after its last one.</param>
    internal readonly AltPlanEntry AppliedOfSite(int first, out int end)
    {
        end = new SiteEntries(Region, first).End;
        int applied = first;
        while (applied < end && !Entry(applied).HasWords)
        {
            applied++;
        }

        return Entry(applied < end ? applied : first);
    }

    /// <summary>A pass of the plan.</summary>
    internal static ref AltPassPlan PassOf(ref AltPlan plan, AltPass pass) =>
        ref pass == AltPass.Boot ? ref plan.BootPass : ref plan.SystemPass;

    /// <summary>Where a planned word is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly CodeAddress AddressOf(in AltWord word) => new(Region.TextStart.Value + (ulong)word.Place * A64.WordBytes);

    /// <summary>The entry that a planned word belongs to.</summary>
    internal readonly int EntryOf(int word)
    {
        int index = 0;
        while (!HoldsWord(index, word))
        {
            index++;
        }

        return index;
    }

    /// <summary>
    /// Starts a pass. Its words follow those of the pass before it; whatever was planned after those is dropped.
    /// </summary>
    internal static ref AltPassPlan Begin(ref AltPlan plan, AltPass which, in AltInputs inputs)
    {
        bool isBoot = which == AltPass.Boot;
        int firstWord = isBoot ? 0 : plan.BootPass.EndWord;
        plan.ForgetFrom(firstWord);
        plan.SystemPass = default;
        plan.LineBytes = new CtrEl0(inputs.Registers.Get(IdRegister.CtrEl0)).DataLineBytes;
        plan.NeedsClean = !inputs.Capabilities.Has(CpuCap.HasCacheIdc);
        plan.NeedsInvalidate = !inputs.Capabilities.Has(CpuCap.HasCacheDic);

        ref AltPassPlan pass = ref PassOf(ref plan, which);
        pass = new AltPassPlan { FirstWord = firstWord, EndWord = firstWord };
        pass.Capabilities = inputs.Capabilities & CpuCapSet.DecidedIn(which);
        return ref pass;
    }

    /// <summary>Nothing is planned or committed any more.</summary>
    internal void ForgetPasses()
    {
        BootPass.State = AltPassState.Empty;
        SystemPass.State = AltPassState.Empty;
    }

    /// <summary>Reports an error of entry <paramref name="index"/>.</summary>
    internal void Fail<TErrors>(int index, AltErrorCode code, ulong detail0 = 0, ulong detail1 = 0)
        where TErrors : struct, IAltErrorSink
    {
        FailAt<TErrors>(index, Region.Original(index), code, detail0, detail1);
    }

    /// <summary>Reports an error of entry <paramref name="index"/> at one of its words.</summary>
    internal void FailAt<TErrors>(
        int index, CodeAddress address, AltErrorCode code, ulong detail0, ulong detail1, ReadOnlySpan<byte> reason = default)
        where TErrors : struct, IAltErrorSink
    {
        FailedEntries += 1 - (int)Arena.Nodes[index].Failed;
        Arena.Nodes[index].Failed = 1;
        Errors++;
        TErrors.Report(new AltError(code, index, address, detail0, detail1, reason));
    }

    /// <summary>Reports an error of the table as a whole.</summary>
    internal void FailTable<TErrors>(AltErrorCode code, ulong detail0 = 0, ulong detail1 = 0)
        where TErrors : struct, IAltErrorSink
    {
        Errors++;
        TErrors.Report(new AltError(code, AltError.WholeTable, new CodeAddress(Region.TableAddress), detail0, detail1));
    }

    /// <summary>Nothing is planned any more, from a word on: what the entries of those words said of them is forgotten.</summary>
    private readonly void ForgetFrom(int firstWord)
    {
        bool isAny = BootPass.EndWord > firstWord || SystemPass.EndWord > firstWord;
        for (int i = 0; isAny && i < Entries; i++)
        {
            Arena.Nodes[i].Slot = Arena.Nodes[i].Slot > (uint)firstWord ? 0 : Arena.Nodes[i].Slot;
        }
    }

    private readonly void Count(in AltPassPlan pass, LineSet lines, ref AltCounts counts)
    {
        counts.Callbacks += pass.Callbacks;
        counts.Planned += pass.State == AltPassState.Planned ? pass.Entries : 0;
        if (pass.State != AltPassState.Committed)
        {
            return;
        }

        counts.Patched += pass.Entries;
        for (AltWord* word = Arena.Words + pass.FirstWord; word < Arena.Words + pass.EndWord; word++)
        {
            if (word->IsChanged && IsInText(*word))
            {
                counts.Words++;
                counts.Lines += lines.Add(lines.LineOf(word->Place)) ? 1 : 0;
            }
        }
    }

    private readonly void Forget(in AltPassPlan pass, LineSet lines)
    {
        for (AltWord* word = Arena.Words + pass.FirstWord; word < Arena.Words + pass.EndWord; word++)
        {
            if (IsInText(*word))
            {
                lines.Forget(word, word + 1);
            }
        }
    }

    /// <summary>What a plan says that was damaged in memory can be any place: it is reported, too.</summary>
    private readonly bool IsInText(in AltWord word) => word.Place < Arena.TextCapacity;

    private readonly AltAction ActionOf(in AltNode node)
    {
        if (node.Failed != 0 || node.Slot == 0)
        {
            return node.Failed != 0 ? AltAction.Failed : AltAction.Kept;
        }

        AltPassState state = node.Slot <= (uint)BootPass.EndWord ? BootPass.State : SystemPass.State;
        return state == AltPassState.Committed ? AltAction.Patched : state == AltPassState.Planned ? AltAction.Planned : AltAction.Kept;
    }

    private readonly bool HoldsWord(int index, int word)
    {
        int firstWord = (int)Arena.Nodes[index].Slot - 1;
        return firstWord >= 0 && word >= firstWord && word < firstWord + Region.Table[index].Words;
    }

    private readonly bool HasMark(CodeAddress address, byte mark) => (Mark(address) & mark) != 0;

    /// <summary>The marks of the word at an address; none outside the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte Mark(CodeAddress address) =>
        Region.Contains(address, A64.WordBytes) ? Arena.Marks[(address.Value - Region.TextStart.Value) / A64.WordBytes] : TextMark.None;
}

/// <summary>How far a plan has come.</summary>
public enum AltPlanState : byte
{
    /// <summary>Nothing is checked yet.</summary>
    Empty,

    /// <summary>The table and all headers are sound; each pass can be planned and committed, once.</summary>
    Validated,

    /// <summary>Errors were reported; the text is as it was before the first pass. There is no way back.</summary>
    Refused,
}

/// <summary>What is being done to the text.</summary>
public enum AltTextState : byte
{
    /// <summary>Nothing: all of a pass is in the text, or nothing of it.</summary>
    Settled,

    /// <summary>Words of a pass are being written.</summary>
    Writing,

    /// <summary>Old words are being put back.</summary>
    Restoring,
}
