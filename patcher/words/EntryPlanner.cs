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

        PlanSitesOfSeveral(ref plan, ref pass, which, inputs, selection);
    }

    /// <summary>
    /// Plans one entry of each site that has several. In the system pass, the capabilities of boot scope are those by which the boot pass
    /// was planned.
    /// </summary>
    private static void PlanSitesOfSeveral(
        ref AltPlan plan, ref AltPassPlan pass, AltPass which, in AltInputs inputs, in AltSelection selection)
    {
        CpuCapSet capabilities = plan.BootPass.Capabilities | pass.Capabilities;
        EntryChains chains = new(plan.Arena);
        for (uint link = chains.First(EntryChains.SitesOfSeveral); link != 0; link = chains.Next(link))
        {
            SiteEntries entries = new(plan.Region, EntryChains.EntryOf(link));
            if (entries.Pass(plan.Region) == which && entries.TryChoose(plan.Region, capabilities, selection, out int chosen))
            {
                PlanEntry(ref plan, ref pass, chosen, inputs);
            }
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
            link = selectsAll ? PlanPlainEntries(
                plan, ref pass, cap, link, A64.Nop, PlainInstruction.MayDependOnAddress, LandingPad.FirstHint) : link;
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
    /// and NOPs. Nearly all of any table are so, and one word long: hence locals only, no calls, and one comparison that says both the kind
    /// and the length.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="cap">The capability of all these entries.</param>
    /// <param name="firstLink">The first entry's link.</param>
    /// <param name="nop">
    /// <see cref="A64.Nop"/>: the constants of the loop are parameters, since those stay in registers, while a literal is loaded anew for
    /// each entry.
    /// </param>
    /// <param name="mayDependOnAddress"><see cref="PlainInstruction.MayDependOnAddress"/></param>
    /// <param name="firstHint"><see cref="LandingPad.FirstHint"/></param>
    /// <returns>The link of an entry that <see cref="PlanEntry"/> has to look at, or 0.</returns>
    private static uint PlanPlainEntries(in AltPlan plan, ref AltPassPlan pass, CpuCap cap, uint firstLink, ulong nop, ulong mayDependOnAddress, uint firstHint)
    {
        uint oneWordReplacement = AltInstr.OneWordReplacement | (uint)cap;
        uint oneWordCallback = AltInstr.OneWordCallback | (uint)cap;
        ulong start = plan.Region.TextStart.Value;
        ulong nops = TCallbacks.Nops.Value - AltInstr.AltOffsetField;
        byte* links = plan.Arena.Links;
        byte* table = (byte*)plan.Region.Table - EntryChains.FirstNode;
        ulong tableAddress = plan.Region.TableAddress - EntryChains.FirstNode;
        AltWord* word = plan.Arena.Words + pass.EndWord;
        uint slot = (uint)pass.EndWord + 1;
        uint capacity = (uint)plan.Arena.WordCapacity;
        ulong checksum = pass.Checksum;
        int entries = pass.Entries;
        int callbacks = pass.Callbacks;
        ulong link = firstLink;
        while (link != 0)
        {
            AltInstr* entry = (AltInstr*)(table + link);
            ulong address = tableAddress + link;
            CodeAddress original = new(address + (ulong)(long)entry->OrigOffset);
            ulong alternative = address + (ulong)(long)entry->AltOffset;
            uint capAndLengths = *(uint*)&entry->Cap;
            uint words = 1;
            uint old = TMem.Read(original);
            if (slot > capacity || LandingPad.MayBe(old, firstHint))
            {
                break;
            }

            if (capAndLengths == oneWordReplacement)
            {
                ulong instruction = TMem.Read(new CodeAddress(alternative + AltInstr.AltOffsetField));
                if (!PlainInstruction.Is((uint)instruction, mayDependOnAddress))
                {
                    break;
                }

                checksum = PlanWord(word, original, start, old, instruction, checksum);
            }
            else if (capAndLengths == oneWordCallback && alternative == nops)
            {
                checksum = PlanWord(word, original, start, old, nop, checksum);
                callbacks++;
            }
            else
            {
                CodeAddress replacement = new(alternative + AltInstr.AltOffsetField);
                words = (uint)entry->Words;
                ulong sum = checksum;
                if (slot + words - 1 > capacity
                    || entry->IsCallback
                    || !TryCopy(word, words, original, start, replacement, mayDependOnAddress, firstHint, ref sum))
                {
                    break;
                }

                checksum = sum;
            }

            AltNode* node = (AltNode*)(links + link);
            node->Slot = slot;
            link = node->Next;
            word += words;
            slot += words;
            entries++;
        }

        pass.EndWord = (int)slot - 1;
        pass.Checksum = checksum;
        pass.Entries = entries;
        pass.Callbacks = callbacks;
        return (uint)link;
    }

    /// <summary>Plans one word, and returns the checksum with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PlanWord(AltWord* word, CodeAddress address, ulong start, uint old, ulong instruction, ulong checksum)
    {
        AltWord planned = new((address.Value - start) / A64.WordBytes, old, instruction);
        *word = planned;
        return planned.AddTo(checksum);
    }

    /// <summary>Plans to copy a replacement of several words; false where one of its instructions isn't as easily moved, or the site's may be a landing pad.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCopy(
        AltWord* word, uint words, CodeAddress original, ulong start, CodeAddress replacement, ulong mayDependOnAddress, uint firstHint,
        ref ulong checksum)
    {
        for (AltWord* end = word + words; word < end; word++)
        {
            ulong instruction = TMem.Read(replacement);
            uint old = TMem.Read(original);
            if (!PlainInstruction.Is((uint)instruction, mayDependOnAddress) || LandingPad.MayBe(old, firstHint))
            {
                return false;
            }

            checksum = PlanWord(word, original, start, old, instruction, checksum);
            replacement = replacement.Word(1u);
            original = original.Word(1u);
        }

        return true;
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

        CodeAddress original = plan.Region.Original(index);
        for (int i = 0; i < entry->Words; i++)
        {
            pass.Checksum = words[i].AddTo(pass.Checksum);
            if (!LandingPad.IsKept(words[i].Old, words[i].New))
            {
                plan.FailAt<TErrors>(index, original.Word(i), AltErrorCode.LandingPadLost, words[i].Old, words[i].New);
            }
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
            if (TryMoveBranch(plan, instruction, from, to, entry->AltLen, start, out uint branch))
            {
                words[i] = new AltWord(place + (uint)i, TMem.Read(to), branch);
                continue;
            }

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

    /// <summary>
    /// Moves a B or BL, as most of what has to be moved is. False where it is another instruction, stays inside the replacement, or may
    /// have something wrong with it.
    /// </summary>
    private static bool TryMoveBranch(
        in AltPlan plan, uint instruction, CodeAddress from, CodeAddress to, uint bytes, CodeAddress start, out uint moved) =>
        Relocation.TryMoveBranch(instruction, from, to, out moved, out CodeAddress target)
        && target.Value - start.Value > bytes
        && !plan.IsInside(target);

    /// <summary>Within its site, and to its end, a callback's branch may lead anywhere; what was there before isn't its own.</summary>
    private static void CheckBranchOfCallback(ref AltPlan plan, int index, in AltWord word, CodeAddress end)
    {
        PcRelativeForm form = PcRelative.Form(word.New);
        if (!word.IsChanged || !PcRelative.IsBranch(form))
        {
            return;
        }

        CodeAddress branch = plan.AddressOf(word);
        CodeAddress target = PcRelative.Target(form, word.New, branch);
        if (target.Value < plan.Region.Original(index).Value || target.Value > end.Value)
        {
            BranchCheck<TErrors>.Check(ref plan, index, branch, target);
        }
    }

    /// <summary>Runs a callback on words of the arena. Returns false where it keeps the site, so that there is nothing to plan.</summary>
    private static bool RunCallback(ref AltPlan plan, AltWord* words, int index, AltInstr* entry, in AltInputs inputs)
    {
        CodeAddress address = plan.Region.Original(index);
        uint place = plan.Region.WordOf(address);
        uint* oldWords = plan.Arena.CallbackWords;
        uint* newWords = oldWords + AltInstr.MaxWords;
        int count = entry->Words;
        for (int i = 0; i < count; i++)
        {
            oldWords[i] = TMem.Read(address.Word(i));
            newWords[i] = oldWords[i];
        }

        CallbackSite site = new(address, new ReadOnlySpan<uint>(oldWords, count), new Span<uint>(newWords, count), in inputs) { Entry = entry };
        CallbackResult result = TCallbacks.Invoke(plan.Region.Alternative(index), ref site);
        if (site.Error != AltErrorCode.None)
        {
            plan.Fail<TErrors>(index, site.Error, oldWords[0], (ulong)site.ErrorIndex);
        }
        else if (!result.IsKnown)
        {
            plan.Fail<TErrors>(index, AltErrorCode.CallbackAnswer, oldWords[0], (ulong)result.Action | (ulong)result.Reason << 16);
        }
        else if (result.Action == CallbackAction.Error)
        {
            plan.FailAt<TErrors>(index, address, result.Reason, oldWords[0], (ulong)count, site.Reason);
        }
        else if (result.Action == CallbackAction.Keep)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            words[i] = new AltWord(place + (uint)i, oldWords[i], newWords[i]);
            CheckBranchOfCallback(ref plan, index, words[i], new CodeAddress(address.Value + entry->OrigLen));
        }

        return true;
    }
}
