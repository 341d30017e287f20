using System;
using System.Runtime.CompilerServices;

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
    /// and NOPs. Nearly all of any table are so; hence locals only, and no calls.
    /// </summary>
    /// <returns>The link of an entry that <see cref="PlanEntry"/> has to look at, or 0.</returns>
    private static uint PlanPlainEntries(in AltPlan plan, ref AltPassPlan pass, uint link)
    {
        ulong nops = TCallbacks.Nops.Value - AltInstr.AltOffsetField;
        CodeAddress start = plan.Region.TextStart;
        byte* links = plan.Arena.Links;
        byte* table = (byte*)plan.Region.Table - EntryChains.FirstNode;
        ulong tableAddress = plan.Region.TableAddress - EntryChains.FirstNode;
        AltWord* words = plan.Arena.Words;
        AltWord* word = words + pass.EndWord;
        AltWord* capacity = words + plan.Arena.WordCapacity;
        ulong checksum = pass.Checksum;
        int entries = pass.Entries;
        int callbacks = pass.Callbacks;
        while (link != 0)
        {
            AltInstr* entry = (AltInstr*)(table + link);
            ulong address = tableAddress + link;
            ulong original = address + (ulong)(long)entry->OrigOffset;
            ulong alternative = address + (ulong)(long)entry->AltOffset;
            uint place = (uint)((original - start.Value) / A64.WordBytes);
            AltWord* end = (AltWord*)((byte*)word + entry->OrigLen * (uint)(sizeof(AltWord) / A64.WordBytes));
            ulong sum = checksum;
            if (end > capacity)
            {
                break;
            }

            if (!entry->IsCallback)
            {
                if (!TryCopy(word, end, start, place, new CodeAddress(alternative + AltInstr.AltOffsetField), ref sum))
                {
                    break;
                }
            }
            else if (alternative == nops)
            {
                FillNops(word, end, start, place, ref sum);
                callbacks++;
            }
            else
            {
                break;
            }

            AltNode* node = (AltNode*)(links + link);
            node->Slot = IndexOf(word, words) + 1;
            link = node->Next;
            checksum = sum;
            word = end;
            entries++;
        }

        pass.EndWord = (int)IndexOf(word, words);
        pass.Checksum = checksum;
        pass.Entries = entries;
        pass.Callbacks = callbacks;
        return link;
    }

    private static uint IndexOf(AltWord* word, AltWord* words) => (uint)((nuint)((byte*)word - (byte*)words) / (uint)sizeof(AltWord));

    /// <summary>Plans to copy a replacement; false where one of its instructions isn't as easily moved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCopy(AltWord* word, AltWord* end, CodeAddress start, uint place, CodeAddress replacement, ref ulong checksum)
    {
        do
        {
            uint instruction = TMem.Read(replacement);
            if (!PlainInstruction.Is(instruction))
            {
                return false;
            }

            AltWord copied = new(place, TMem.Read(start.Word(place)), instruction);
            checksum = copied.AddTo(checksum);
            *word = copied;
            replacement = replacement.Word(1u);
            place++;
        }
        while (++word < end);
        return true;
    }

    /// <summary>Plans NOPs, as the callback that writes them would.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillNops(AltWord* word, AltWord* end, CodeAddress start, uint place, ref ulong checksum)
    {
        do
        {
            AltWord nop = new(place, TMem.Read(start.Word(place)), A64.Nop);
            checksum = nop.AddTo(checksum);
            *word = nop;
            place++;
        }
        while (++word < end);
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

        AltWord* words = plan.Arena.Words + pass.EndWord;
        if (!entry->IsCallback)
        {
            MoveReplacement(ref plan, words, index, entry);
        }
        else
        {
            pass.Callbacks++;
            if (!RunCallback(ref plan, words, index, entry, inputs))
            {
                return;
            }
        }

        for (int i = 0; i < entry->Words; i++)
        {
            pass.Checksum = words[i].AddTo(pass.Checksum);
        }

        plan.Arena.Nodes[index].Slot = (uint)pass.EndWord + 1;
        pass.EndWord = end;
        pass.Entries++;
    }

    private static void MoveReplacement(ref AltPlan plan, AltWord* words, int index, AltInstr* entry)
    {
        CodeAddress original = plan.Region.Original(index);
        CodeAddress start = plan.Region.Alternative(index);
        CodeAddress end = new(start.Value + entry->AltLen);
        uint place = plan.Region.WordOf(original);
        for (int i = 0; i < entry->Words; i++)
        {
            CodeAddress from = start.Word(i);
            CodeAddress to = original.Word(i);
            uint instruction = TMem.Read(from);
            AltErrorCode error = Relocation.Move(instruction, from, to, start, end, out uint moved, out CodeAddress target);
            if (error != AltErrorCode.None)
            {
                plan.FailAt<TErrors>(index, from, error, instruction, target.Value);
            }
            else if (target.Value != 0 && PcRelative.IsBranch(PcRelative.Form(instruction)))
            {
                BranchCheck<TErrors>.Check(ref plan, index, from, target);
            }

            words[i] = new AltWord(place + (uint)i, TMem.Read(to), moved);
        }
    }

    /// <summary>Runs a callback on words of the arena. Returns false where it keeps the site, so that there is nothing to plan.</summary>
    private static bool RunCallback(ref AltPlan plan, AltWord* words, int index, AltInstr* entry, in AltInputs inputs)
    {
        CodeAddress address = plan.Region.Original(index);
        Span<uint> oldWords = new(plan.Arena.CallbackWords, entry->Words);
        Span<uint> newWords = new(plan.Arena.CallbackWords + AltArena.MaxSiteWords, entry->Words);
        for (int i = 0; i < oldWords.Length; i++)
        {
            oldWords[i] = TMem.Read(address.Word(i));
            newWords[i] = oldWords[i];
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
            return false;
        }

        for (int i = 0; i < oldWords.Length; i++)
        {
            words[i] = new AltWord(plan.Region.WordOf(address) + (uint)i, oldWords[i], newWords[i]);
        }

        return true;
    }
}
