using System;

namespace BareMetal.Patcher;

/// <summary>Computes the new words of every entry that applies, from its replacement or by its callback.</summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TCallbacks">The callbacks.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
internal static unsafe class EntryPlanner<TMem, TCallbacks, TErrors>
    where TMem : struct, ICodeMemory
    where TCallbacks : struct, IAltCallbacks
    where TErrors : struct, IAltErrorSink
{
    /// <summary>Plans all entries; one that has an error doesn't keep the others from being looked at.</summary>
    public static void PlanEntries(ref AltPlan plan, in AltInputs inputs, in AltSelection selection)
    {
        for (int i = 0; i < plan.Numbers.Entries; i++)
        {
            AltInstr* entry = plan.Region.Table + i;
            if (Applies(entry, inputs) && selection.Selects(i) && TakeWords(ref plan, i))
            {
                plan.Arena.Entries[i].Action = AltAction.Patched;
                if (entry->IsCallback)
                {
                    RunCallback(ref plan, i, inputs);
                }
                else
                {
                    MoveReplacement(ref plan, i, entry->AltLen);
                }
            }
        }
    }

    private static bool Applies(AltInstr* entry, in AltInputs inputs) =>
        entry->IsOldCallback || inputs.Capabilities.Has(entry->Capability);

    /// <summary>Gives the entry its words in the arena, filled with the text's.</summary>
    private static bool TakeWords(ref AltPlan plan, int index)
    {
        AltPlanEntry* entry = plan.Arena.Entries + index;
        int needed = plan.WordsUsed + entry->Words;
        if (needed > plan.Arena.WordCapacity)
        {
            plan.Fail<TErrors>(index, AltErrorCode.ArenaWords, (ulong)needed, (ulong)plan.Arena.WordCapacity);
            return false;
        }

        entry->FirstWord = (uint)plan.WordsUsed;
        plan.WordsUsed = needed;
        uint* oldWords = plan.Arena.OldWords + entry->FirstWord;
        uint* newWords = plan.Arena.NewWords + entry->FirstWord;
        for (int i = 0; i < entry->Words; i++)
        {
            uint word = TMem.Read(entry->Address.Word(i));
            oldWords[i] = word;
            newWords[i] = word;
        }

        return true;
    }

    private static void MoveReplacement(ref AltPlan plan, int index, uint bytes)
    {
        AltPlanEntry* entry = plan.Arena.Entries + index;
        uint* newWords = plan.Arena.NewWords + entry->FirstWord;
        CodeAddress start = plan.Region.Alternative(index);
        CodeAddress end = new(start.Value + bytes);
        for (int i = 0; i < entry->Words; i++)
        {
            CodeAddress from = start.Word(i);
            uint instruction = TMem.Read(from);
            AltErrorCode error = Relocation.Move(instruction, from, entry->Address.Word(i), start, end, out newWords[i], out CodeAddress target);
            if (error != AltErrorCode.None)
            {
                plan.FailAt<TErrors>(index, from, error, instruction, target.Value);
            }
            else if (target.Value != 0 && PcRelative.IsBranch(PcRelative.Form(instruction)))
            {
                BranchCheck<TErrors>.Check(ref plan, index, from, target);
            }
        }
    }

    private static void RunCallback(ref AltPlan plan, int index, in AltInputs inputs)
    {
        AltPlanEntry* entry = plan.Arena.Entries + index;
        ReadOnlySpan<uint> oldWords = new(plan.Arena.OldWords + entry->FirstWord, entry->Words);
        Span<uint> newWords = new(plan.Arena.NewWords + entry->FirstWord, entry->Words);
        CallbackSite site = new(entry->Address, oldWords, newWords, in inputs) { Entry = plan.Region.Table + index };
        plan.Numbers.Callbacks++;
        CallbackResult result = TCallbacks.Invoke(plan.Region.Alternative(index), ref site);

        if (site.Error != AltErrorCode.None)
        {
            plan.Fail<TErrors>(index, site.Error, oldWords[0], (ulong)site.ErrorIndex);
        }
        else if (result.Action == CallbackAction.Error)
        {
            plan.FailAt<TErrors>(index, entry->Address, result.Reason, oldWords[0], (ulong)oldWords.Length, site.Reason);
        }
        else if (result.Action == CallbackAction.Keep)
        {
            entry->Action = AltAction.Kept;
            plan.WordsUsed = (int)entry->FirstWord;
        }
    }
}
