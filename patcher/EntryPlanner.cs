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
        bool selectsAll = selection.SelectsAll;
        EntryChains chains = new(plan.Arena);
        uint link = chains.First(cap);
        while (link != 0)
        {
            link = selectsAll ? PlanPlainEntries(plan, ref pass, link) : link;
            if (link != 0)
            {
                int index = EntryChains.EntryOf(link);
                if (selectsAll || selection.Selects(index))
                {
                    PlanEntry(ref plan, ref pass, index, inputs);
                }

                link = chains.Next(link);
            }
        }
    }

    /// <summary>
    /// Plans entries from a link on for as long as nobody needs to be called for one: replacements of instructions that can be copied,
    /// and NOPs. Nearly all of any table is so; hence locals only, and no calls.
    /// </summary>
    /// <returns>The link of an entry that <see cref="PlanEntry"/> has to look at, or 0.</returns>
    private static uint PlanPlainEntries(in AltPlan plan, ref AltPassPlan pass, uint link)
    {
        AltInstr* table = plan.Region.Table;
        ulong fromTable = plan.Region.TableAddress - (ulong)table;
        ulong start = plan.Region.TextStart.Value;
        ulong nops = TCallbacks.Nops.Value;
        uint* links = plan.Arena.Links;
        uint* slots = plan.Arena.Slots;
        PlannedWords words = new(plan, pass);
        int entries = pass.Entries;
        int callbacks = pass.Callbacks;
        for (; link != 0; link = links[link])
        {
            int index = EntryChains.EntryOf(link);
            AltInstr* entry = table + index;
            ulong address = (ulong)entry + fromTable;
            ulong original = address + (ulong)(long)entry->OrigOffset;
            ulong alternative = address + AltInstr.AltOffsetField + (ulong)(long)entry->AltOffset;
            uint bytes = entry->OrigLen;
            uint firstWord = words.End;
            ulong checksum = words.Checksum;
            if (bytes > words.FreeBytes)
            {
                break;
            }

            if (!entry->IsCallback)
            {
                uint offset = 0;
                for (; offset < bytes; offset += A64.WordBytes)
                {
                    uint instruction = TMem.Read(new CodeAddress(alternative + offset));
                    if (!PlainInstruction.Is(instruction))
                    {
                        break;
                    }

                    words.Add(original + offset - start, TMem.Read(new CodeAddress(original + offset)), instruction);
                }

                if (offset != bytes)
                {
                    words.End = firstWord;
                    words.Checksum = checksum;
                    break;
                }
            }
            else if (alternative == nops)
            {
                for (uint offset = 0; offset < bytes; offset += A64.WordBytes)
                {
                    words.Add(original + offset - start, TMem.Read(new CodeAddress(original + offset)), A64.Nop);
                }

                callbacks++;
            }
            else
            {
                break;
            }

            slots[index] = firstWord + 1;
            entries++;
        }

        pass.EndWord = (int)words.End;
        pass.Checksum = words.Checksum;
        pass.Entries = entries;
        pass.Callbacks = callbacks;
        return link;
    }

    /// <summary>Plans any entry.</summary>
    private static void PlanEntry(ref AltPlan plan, ref AltPassPlan pass, int index, in AltInputs inputs)
    {
        AltInstr* entry = plan.Region.Table + index;
        int end = pass.EndWord + entry->Words;
        if (end > plan.Arena.WordCapacity)
        {
            plan.Fail<TErrors>(index, AltErrorCode.ArenaWords, (ulong)end, (ulong)plan.Arena.WordCapacity);
            return;
        }

        TakeWords(plan, pass.EndWord, plan.Region.Original(index), entry->Words);
        if (!entry->IsCallback)
        {
            MoveReplacement(ref plan, pass.EndWord, index, entry);
        }
        else
        {
            pass.Callbacks++;
            if (RunCallback(ref plan, pass.EndWord, index, entry, inputs) == CallbackAction.Keep)
            {
                return;
            }
        }

        plan.Arena.Slots[index] |= (uint)pass.EndWord + 1;
        pass.Checksum = PlanChecksum.Add(pass.Checksum, plan.Arena, pass.EndWord, end);
        pass.EndWord = end;
        pass.Entries++;
    }

    /// <summary>Fills the next words of the arena with the text's.</summary>
    private static void TakeWords(in AltPlan plan, int first, CodeAddress address, int count)
    {
        for (int i = 0; i < count; i++)
        {
            uint word = TMem.Read(address.Word(i));
            plan.Arena.Places[first + i] = plan.Region.WordOf(address.Word(i));
            plan.Arena.OldWords[first + i] = word;
            plan.Arena.NewWords[first + i] = word;
        }
    }

    private static void MoveReplacement(ref AltPlan plan, int first, int index, AltInstr* entry)
    {
        CodeAddress address = plan.Region.Original(index);
        CodeAddress start = plan.Region.Alternative(index);
        CodeAddress end = new(start.Value + entry->AltLen);
        uint* newWords = plan.Arena.NewWords + first;
        for (int i = 0; i < entry->Words; i++)
        {
            CodeAddress from = start.Word(i);
            uint instruction = TMem.Read(from);
            AltErrorCode error = Relocation.Move(instruction, from, address.Word(i), start, end, out newWords[i], out CodeAddress target);
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

    private static CallbackAction RunCallback(ref AltPlan plan, int first, int index, AltInstr* entry, in AltInputs inputs)
    {
        ReadOnlySpan<uint> oldWords = new(plan.Arena.OldWords + first, entry->Words);
        Span<uint> newWords = new(plan.Arena.NewWords + first, entry->Words);
        CallbackSite site = new(plan.Region.Original(index), oldWords, newWords, in inputs) { Entry = entry };
        CallbackResult result = TCallbacks.Invoke(plan.Region.Alternative(index), ref site);
        if (site.Error != AltErrorCode.None)
        {
            plan.Fail<TErrors>(index, site.Error, oldWords[0], (ulong)site.ErrorIndex);
            return CallbackAction.Error;
        }

        if (result.Action == CallbackAction.Error)
        {
            plan.FailAt<TErrors>(index, site.Address, result.Reason, oldWords[0], (ulong)oldWords.Length, site.Reason);
        }

        return result.Action;
    }
}
