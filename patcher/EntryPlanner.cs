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
    /// <summary>Plans all entries of a pass; one that has an error doesn't keep the others from being looked at.</summary>
    /// <param name="plan">The plan, validated.</param>
    /// <param name="pass">The pass, begun.</param>
    /// <param name="which">Which one it is.</param>
    /// <param name="inputs">What callbacks may look at.</param>
    /// <param name="selection">Which entries may be applied.</param>
    public static void PlanEntries(ref AltPlan plan, ref AltPassPlan pass, AltPass which, in AltInputs inputs, in AltSelection selection)
    {
        CpuCapSet capabilities = pass.Capabilities;
        while (capabilities.TryTake(out CpuCap cap))
        {
            PlanChain(ref plan, ref pass, cap, inputs, selection);
        }

        if (which == AltPass.System)
        {
            PlanChain(ref plan, ref pass, CpuCap.NCaps, inputs, selection);
        }
    }

    /// <summary>Plans the entries of one capability, or of NCaps: callback patches in the old form.</summary>
    private static void PlanChain(ref AltPlan plan, ref AltPassPlan pass, CpuCap cap, in AltInputs inputs, in AltSelection selection)
    {
        EntryChains chains = new(plan.Arena);
        PlannedWords words = new(plan.Arena, pass);
        bool selectsAll = selection.SelectsAll;
        int callbacks = 0;
        int entries = 0;
        for (uint link = chains.First(cap); link != 0; link = chains.Next(link))
        {
            int index = EntryChains.EntryOf(link);
            if (!selectsAll && !selection.Selects(index))
            {
                continue;
            }

            AltInstr* entry = plan.Region.Table + index;
            if (entry->Words > words.Free)
            {
                plan.Fail<TErrors>(index, AltErrorCode.ArenaWords, (ulong)(words.End + entry->Words), (ulong)plan.Arena.WordCapacity);
                continue;
            }

            entries++;
            plan.Arena.Slots[index] = (uint)words.End + 1;
            if (!entry->IsCallback)
            {
                MoveReplacement(ref plan, index, entry, ref words);
                continue;
            }

            callbacks++;
            if (plan.Region.Alternative(index).Value == TCallbacks.Nops.Value)
            {
                FillNops(plan, index, entry->Words, ref words);
            }
            else if (RunCallback(ref plan, index, entry, inputs, ref words) == CallbackAction.Keep)
            {
                plan.Arena.Slots[index] = 0;
                entries--;
            }
        }

        words.Close(ref pass);
        pass.Callbacks += callbacks;
        pass.Entries += entries;
    }

    /// <summary>The callback that nearly all callback patches of a kernel have, without calling it.</summary>
    private static void FillNops(in AltPlan plan, int index, int count, ref PlannedWords words)
    {
        CodeAddress address = plan.Region.Original(index);
        uint place = plan.Region.WordOf(address);
        for (int i = 0; i < count; i++)
        {
            words.Add(place + (uint)i, TMem.Read(address.Word(i)), A64.Nop);
        }
    }

    private static void MoveReplacement(ref AltPlan plan, int index, AltInstr* entry, ref PlannedWords words)
    {
        CodeAddress address = plan.Region.Original(index);
        CodeAddress start = plan.Region.Alternative(index);
        CodeAddress end = new(start.Value + entry->AltLen);
        uint place = plan.Region.WordOf(address);
        for (int i = 0; i < entry->Words; i++)
        {
            CodeAddress from = start.Word(i);
            uint instruction = TMem.Read(from);
            AltErrorCode error = Relocation.Move(instruction, from, address.Word(i), start, end, out uint moved, out CodeAddress target);
            if (error != AltErrorCode.None)
            {
                plan.FailAt<TErrors>(index, from, error, instruction, target.Value);
            }
            else if (target.Value != 0 && PcRelative.IsBranch(PcRelative.Form(instruction)))
            {
                BranchCheck<TErrors>.Check(ref plan, index, from, target);
            }

            words.Add(place + (uint)i, TMem.Read(address.Word(i)), moved);
        }
    }

    /// <summary>Runs a callback on the words that come next; unless it keeps its site, they become part of the plan.</summary>
    private static CallbackAction RunCallback(ref AltPlan plan, int index, AltInstr* entry, in AltInputs inputs, ref PlannedWords words)
    {
        CodeAddress address = plan.Region.Original(index);
        Span<uint> oldWords = new(plan.Arena.OldWords + words.End, entry->Words);
        Span<uint> newWords = new(plan.Arena.NewWords + words.End, entry->Words);
        for (int i = 0; i < oldWords.Length; i++)
        {
            uint word = TMem.Read(address.Word(i));
            oldWords[i] = word;
            newWords[i] = word;
        }

        CallbackSite site = new(address, oldWords, newWords, in inputs) { Entry = entry };
        CallbackResult result = TCallbacks.Invoke(plan.Region.Alternative(index), ref site);
        if (site.Error != AltErrorCode.None)
        {
            plan.Fail<TErrors>(index, site.Error, oldWords[0], (ulong)site.ErrorIndex);
        }
        else if (result.Action == CallbackAction.Error)
        {
            plan.FailAt<TErrors>(index, address, result.Reason, oldWords[0], (ulong)oldWords.Length, site.Reason);
        }
        else if (result.Action == CallbackAction.Keep)
        {
            return CallbackAction.Keep;
        }

        words.Take(plan.Region.WordOf(address), oldWords.Length);
        return CallbackAction.Patch;
    }
}
