using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// Carries planned words out, and puts the old ones back. Everything from <see cref="Apply"/>, <see cref="Restore"/> and
/// <see cref="RestoreInterrupted"/> on may run half-patched, so it uses plain loops over pointers: no Span helper, no Interlocked, no
/// Volatile and no large struct, all of which lead to patchable code. Words are given as a range of indexes in the arena.
/// </summary>
/// <typeparam name="TMem">The text.</typeparam>
// SAFETY: words are a range that Plan filled, within the arena. Their places lie in the text: TextCheck has found whether the plan was
// changed in memory before anything is written.
internal static unsafe class TextCommit<TMem>
    where TMem : struct, ICodeMemory
{
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
        if (WriteNew(plan, first, end))
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
    /// Puts all words before <paramref name="end"/> back, all of which have been stored: also where the text reads as it was, since what a
    /// readback saw need not be what the alias wrote. As <see cref="Apply"/>, the start of what runs half-patched.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Restore(ref AltPlan plan, int end)
    {
        plan.TextState = AltTextState.Restoring;
        WriteOld(plan, end, storesAll: true);
        Maintain(plan, 0, end);
        plan.TextState = AltTextState.Settled;
    }

    /// <summary>
    /// The same in the middle of <see cref="Apply"/>, however many of the words are written now. Nothing is stored where the text is as it
    /// was, so a store that faulted isn't tried again. Every line is cleaned again, including those cleaned before the interruption.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void RestoreInterrupted(ref AltPlan plan, int end)
    {
        plan.TextState = AltTextState.Restoring;
        WriteOld(plan, end, storesAll: false);
        new LineSet(plan).Forget(plan.Arena.Words, plan.Arena.Words + end);
        Maintain(plan, 0, end);
        plan.TextState = AltTextState.Settled;
    }

    /// <summary>Stores the new words that are others than the old; returns whether there are any.</summary>
    private static bool WriteNew(in AltPlan plan, int first, int end)
    {
        AliasAddress alias = TMem.Alias(plan.Region.TextStart);
        AltWord* last = plan.Arena.Words + end;
        AltWord* next = plan.Arena.Words + first;
        while (next < last && !next->IsChanged)
        {
            next++;
        }

        bool isAny = next < last;
        for (; next < last; next++)
        {
            AltWord word = *next;
            if (word.IsChanged)
            {
                TMem.Write(alias.Word(word.Place), word.New);
            }
        }

        return isAny;
    }

    /// <summary>Stores the old words wherever the text has others, or where others were stored.</summary>
    private static void WriteOld(in AltPlan plan, int end, bool storesAll)
    {
        AliasAddress alias = TMem.Alias(plan.Region.TextStart);
        AltWord* last = plan.Arena.Words + end;
        for (AltWord* word = plan.Arena.Words; word < last; word++)
        {
            if ((storesAll && word->IsChanged) || TMem.Read(plan.AddressOf(*word)) != word->Old)
            {
                TMem.Write(alias.Word(word->Place), word->Old);
            }
        }
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
        LineSet lines = new(plan);
        AltWord* last = plan.Arena.Words + end;
        for (AltWord* next = plan.Arena.Words + first; next < last; next++)
        {
            AltWord word = *next;
            ulong line = lines.LineOf(word.Place);
            if (word.IsChanged && lines.Add(line))
            {
                TMem.CleanLine(lines.StartOf(line));
            }
        }

        lines.Forget(plan.Arena.Words + first, last);
    }

    /// <summary>Compares every word. What was found is kept where one differs, since reporting has to wait until all is undone.</summary>
    private static bool ReadBack(in AltPlan plan, int first, int end)
    {
        CodeAddress start = plan.Region.TextStart;
        AltWord* last = plan.Arena.Words + end;
        uint difference = 0;
        for (AltWord* next = plan.Arena.Words + first; next < last; next++)
        {
            AltWord word = *next;
            uint found = TMem.Read(start.Word(word.Place));
            difference |= found ^ word.New;
        }

        for (AltWord* word = plan.Arena.Words + first; word < last && difference != 0; word++)
        {
            word->SetFound(TMem.Read(start.Word(word->Place)));
        }

        return difference == 0;
    }
}
