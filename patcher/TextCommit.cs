using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// Carries planned words out, and puts the old ones back. Everything from <see cref="Apply"/> and <see cref="Restore"/> on may run
/// half-patched, so it uses plain loops over pointers: no Span helper, no Interlocked, no Volatile and no large struct, all of which
/// lead to patchable code. Words are given as a range of indexes in the arena.
/// </summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TErrors">Where errors are reported, before the first write or after the last maintenance.</typeparam>
internal static unsafe class TextCommit<TMem, TErrors>
    where TMem : struct, ICodeMemory
    where TErrors : struct, IAltErrorSink
{
    /// <summary>
    /// Whether the plan's words are those that were planned, and the text holds what is <paramref name="expected"/> of it: the plan's old
    /// words before a commit, its new ones before they are undone. What isn't so is reported.
    /// </summary>
    public static bool Check(ref AltPlan plan, in AltPassPlan pass, uint* expected)
    {
        PlacedWords words = new(plan);
        uint* oldWords = plan.Arena.OldWords;
        uint* newWords = plan.Arena.NewWords;
        int end = pass.EndWord;
        ulong textWords = plan.Arena.TextCapacity;
        ulong checksum = 0;
        bool isEqual = true;
        for (int word = pass.FirstWord; word < end && words.Place(word) < textWords; word++)
        {
            checksum = PlanChecksum.Add(checksum, words.Place(word), oldWords[word], newWords[word]);
            isEqual &= TMem.Read(words.Address(word)) == expected[word];
        }

        if (checksum != pass.Checksum)
        {
            plan.FailTable<TErrors>(AltErrorCode.PlanDamaged, pass.Checksum, checksum);
            return false;
        }

        if (!isEqual)
        {
            ReportDifferences(ref plan, pass.FirstWord, pass.EndWord, expected, AltErrorCode.TextChanged);
        }

        return isEqual;
    }

    /// <summary>
    /// All that runs between the first write of a commit and its last maintenance: writes the new words of a pass and reads them back.
    /// Where one doesn't read back, all words up to <paramref name="end"/> become what they were, earlier passes' as well. A function of
    /// its own, so that a check over the linked image can start from its symbol and show that nothing patchable is reached.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Apply(ref AltPlan plan, int first, int end)
    {
        plan.TextState = AltTextState.Writing;
        bool isWritten = true;
        if (Write(plan, plan.Arena.NewWords, first, end))
        {
            Maintain(plan, first, end);
            isWritten = ReadBack(plan, first, end);
        }

        plan.TextState = AltTextState.Settled;
        if (!isWritten)
        {
            Restore(ref plan, end);
        }

        return isWritten;
    }

    /// <summary>
    /// Puts all words before <paramref name="end"/> back, however many of them are written now. Nothing is stored where the text is as
    /// it was, so a store that faulted isn't tried again. As <see cref="Apply"/>, the start of what runs half-patched.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Restore(ref AltPlan plan, int end)
    {
        plan.TextState = AltTextState.Restoring;
        Write(plan, plan.Arena.OldWords, 0, end);
        Maintain(plan, 0, end);
        plan.TextState = AltTextState.Settled;
    }

    /// <summary>Reports each word that <see cref="Apply"/> did not read back.</summary>
    public static void ReportReadback(ref AltPlan plan, int first, int end)
    {
        for (int word = first; word < end; word++)
        {
            uint found = plan.Arena.FoundWords[word];
            if (found != plan.Arena.NewWords[word])
            {
                ReportWord(ref plan, word, AltErrorCode.ReadbackMismatch, plan.Arena.NewWords[word], found);
            }
        }
    }

    /// <summary>Whether all words before <paramref name="end"/> are as they were; each that isn't is reported.</summary>
    public static bool CheckRestored(ref AltPlan plan, int end)
    {
        int errors = plan.Errors;
        ReportDifferences(ref plan, 0, end, plan.Arena.OldWords, AltErrorCode.UndoFailed);
        return plan.Errors == errors;
    }

    /// <summary>Stores <paramref name="words"/> wherever the text has others; returns whether there were any.</summary>
    private static bool Write(in AltPlan plan, uint* words, int first, int end)
    {
        PlacedWords places = new(plan);
        bool isAny = false;
        for (int word = first; word < end; word++)
        {
            CodeAddress address = places.Address(word);
            uint instruction = words[word];
            if (TMem.Read(address) != instruction)
            {
                TMem.Write(TMem.Alias(address), instruction);
                isAny = true;
            }
        }

        return isAny;
    }

    private static void Maintain(in AltPlan plan, int first, int end)
    {
        if (plan.NeedsClean)
        {
            CleanLines(plan, first, end);
        }

        TMem.DataBarrier();
        if (plan.NeedsInvalidate)
        {
            TMem.InvalidateInstructionCache();
            TMem.DataBarrier();
        }

        TMem.ContextSynchronize();
    }

    /// <summary>Cleans each line that holds a changed word, once.</summary>
    private static void CleanLines(in AltPlan plan, int first, int end)
    {
        PlacedWords places = new(plan);
        LineSet lines = new(plan);
        uint* oldWords = plan.Arena.OldWords;
        uint* newWords = plan.Arena.NewWords;
        for (int word = first; word < end; word++)
        {
            CodeAddress address = places.Address(word);
            if (oldWords[word] != newWords[word] && lines.Add(address))
            {
                TMem.CleanLine(lines.StartOf(address));
            }
        }

        lines.Forget(plan, first, end);
    }

    /// <summary>Compares every word. What was found is kept where one differs, since reporting has to wait until all is undone.</summary>
    private static bool ReadBack(in AltPlan plan, int first, int end)
    {
        PlacedWords places = new(plan);
        uint* newWords = plan.Arena.NewWords;
        bool isEqual = true;
        for (int word = first; word < end; word++)
        {
            isEqual &= TMem.Read(places.Address(word)) == newWords[word];
        }

        for (int word = first; word < end && !isEqual; word++)
        {
            plan.Arena.FoundWords[word] = TMem.Read(plan.PlaceOf(word));
        }

        return isEqual;
    }

    private static void ReportDifferences(ref AltPlan plan, int first, int end, uint* expected, AltErrorCode code)
    {
        for (int word = first; word < end; word++)
        {
            uint found = TMem.Read(plan.PlaceOf(word));
            if (found != expected[word])
            {
                ReportWord(ref plan, word, code, expected[word], found);
            }
        }
    }

    private static void ReportWord(ref AltPlan plan, int word, AltErrorCode code, uint expected, uint found) =>
        plan.FailAt<TErrors>(plan.EntryOf(word), plan.PlaceOf(word), code, expected, found);
}
