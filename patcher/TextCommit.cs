using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// Carries a plan out. Everything here may run half-patched, so it uses plain loops over pointers: no Span helper, no Interlocked,
/// no Volatile and no large struct, all of which lead to patchable code.
/// </summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TErrors">Where errors are reported, before the first write or after the last maintenance.</typeparam>
internal static unsafe class TextCommit<TMem, TErrors>
    where TMem : struct, ICodeMemory
    where TErrors : struct, IAltErrorSink
{
    private const int None = -1;

    /// <summary>Writes the new words, or leaves the text as it was; returns which.</summary>
    public static bool Run(ref AltPlan plan)
    {
        if (!CheckOldWords(ref plan))
        {
            return false;
        }

        bool isApplied = Apply(ref plan);
        if (!isApplied)
        {
            ReportUndone(ref plan);
        }

        return isApplied;
    }

    /// <summary>
    /// All that runs between the first write and the last maintenance. A function of its own, so that a check over the linked image
    /// can start from its symbol and show that nothing patchable is reached.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Apply(ref AltPlan plan)
    {
        WriteChanged(ref plan, plan.Arena.NewWords);
        Maintain(ref plan);
        if (ReadBack(ref plan))
        {
            return true;
        }

        WriteChanged(ref plan, plan.Arena.OldWords);
        Maintain(ref plan);
        plan.Numbers.Words = 0;
        plan.Numbers.Lines = 0;
        return false;
    }

    private static bool CheckOldWords(ref AltPlan plan)
    {
        for (int i = 0; i < plan.Numbers.Entries; i++)
        {
            AltPlanEntry* entry = plan.Arena.Entries + i;
            int different = entry->Action == AltAction.Patched ? FindDifferent(entry, plan.Arena.OldWords) : None;
            if (different != None)
            {
                ReportWord(ref plan, i, different, AltErrorCode.TextChanged, plan.Arena.OldWords, TMem.Read(entry->Address.Word(different)));
            }
        }

        return plan.Numbers.Errors == 0;
    }

    /// <summary>Stores <paramref name="words"/> wherever the plan changes a word, in ascending order of addresses.</summary>
    private static void WriteChanged(ref AltPlan plan, uint* words)
    {
        plan.Numbers.Words = 0;
        for (int i = 0; i < plan.Ordered; i++)
        {
            AltPlanEntry* entry = plan.Arena.Entries + plan.Arena.Order[i];
            for (int word = 0; word < entry->Words; word++)
            {
                if (IsChanged(plan, entry, word))
                {
                    TMem.Write(TMem.Alias(entry->Address.Word(word)), words[entry->FirstWord + word]);
                    plan.Numbers.Words++;
                }
            }
        }
    }

    private static void Maintain(ref AltPlan plan)
    {
        CleanLines(ref plan);
        TMem.DataBarrier();
        if (plan.NeedsInvalidate)
        {
            TMem.InvalidateInstructionCache();
            TMem.DataBarrier();
        }

        TMem.ContextSynchronize();
    }

    /// <summary>Cleans each line that holds a changed word, once: in ascending order a line is new where it isn't the last one.</summary>
    private static void CleanLines(ref AltPlan plan)
    {
        ulong mask = ~((ulong)plan.LineBytes - 1);
        ulong last = ulong.MaxValue;
        plan.Numbers.Lines = 0;
        for (int i = 0; i < plan.Ordered; i++)
        {
            AltPlanEntry* entry = plan.Arena.Entries + plan.Arena.Order[i];
            for (int word = 0; word < entry->Words; word++)
            {
                ulong line = entry->Address.Word(word).Value & mask;
                if (line != last && IsChanged(plan, entry, word))
                {
                    last = line;
                    plan.Numbers.Lines++;
                    Clean(plan, line);
                }
            }
        }
    }

    private static void Clean(in AltPlan plan, ulong line)
    {
        if (plan.NeedsClean)
        {
            TMem.CleanLine(new CodeAddress(line));
        }
    }

    /// <summary>Compares every word; what differs is remembered only, since reporting has to wait until it is undone.</summary>
    private static bool ReadBack(ref AltPlan plan)
    {
        bool isEqual = true;
        for (int i = 0; i < plan.Numbers.Entries; i++)
        {
            AltPlanEntry* entry = plan.Arena.Entries + i;
            int different = entry->Action == AltAction.Patched ? FindDifferent(entry, plan.Arena.NewWords) : None;
            if (different != None)
            {
                isEqual = false;
                entry->DifferentWord = (byte)(different + 1);
                plan.Arena.Scratch[i] = TMem.Read(entry->Address.Word(different));
            }
        }

        return isEqual;
    }

    /// <summary>Reports what <see cref="ReadBack"/> remembered, and what isn't as it was.</summary>
    private static void ReportUndone(ref AltPlan plan)
    {
        for (int i = 0; i < plan.Numbers.Entries; i++)
        {
            AltPlanEntry* entry = plan.Arena.Entries + i;
            int different = entry->Action == AltAction.Patched ? FindDifferent(entry, plan.Arena.OldWords) : None;
            if (entry->DifferentWord != 0)
            {
                ReportWord(ref plan, i, entry->DifferentWord - 1, AltErrorCode.ReadbackMismatch, plan.Arena.NewWords, plan.Arena.Scratch[i]);
            }

            if (different != None)
            {
                ReportWord(ref plan, i, different, AltErrorCode.UndoFailed, plan.Arena.OldWords, TMem.Read(entry->Address.Word(different)));
            }
        }
    }

    private static void ReportWord(ref AltPlan plan, int index, int word, AltErrorCode code, uint* expected, uint found)
    {
        AltPlanEntry* entry = plan.Arena.Entries + index;
        plan.FailAt<TErrors>(index, entry->Address.Word(word), code, expected[entry->FirstWord + word], found);
    }

    private static bool IsChanged(in AltPlan plan, AltPlanEntry* entry, int word) =>
        entry->Action == AltAction.Patched
        && plan.Arena.OldWords[entry->FirstWord + word] != plan.Arena.NewWords[entry->FirstWord + word];

    /// <summary>The first word of the entry that the text doesn't hold as <paramref name="words"/> do, or none.</summary>
    private static int FindDifferent(AltPlanEntry* entry, uint* words)
    {
        for (int word = 0; word < entry->Words; word++)
        {
            if (TMem.Read(entry->Address.Word(word)) != words[entry->FirstWord + word])
            {
                return word;
            }
        }

        return None;
    }
}
