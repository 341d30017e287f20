using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// Plans entries for as long as they are plain: replacements whose instructions can be copied or are branches that can be moved, and NOPs.
/// Nearly all of any table are so, and one word long: hence locals only, no calls, and one comparison that says both the kind and the
/// length. It is a filter in front of <see cref="EntryPlanner{TMem, TCallbacks, TErrors}"/>, which plans what is left and names errors.
/// </summary>
/// <typeparam name="TMem">The text.</typeparam>
/// <typeparam name="TCallbacks">The callbacks.</typeparam>
// SAFETY: links lead from node to node of a validated table: each is an entry's, whose original and replacement lie in the text. A word is
// written only where the arena has room for it.
internal static unsafe class PlainEntries<TMem, TCallbacks>
    where TMem : struct, ICodeMemory
    where TCallbacks : struct, IAltCallbacks
{
    /// <summary>Plans entries of one chain, from a link on.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="cap">The capability of all these entries.</param>
    /// <param name="firstLink">The first entry's link.</param>
    /// <returns>The link of the first entry that isn't plain, or 0.</returns>
    public static uint Plan(in AltPlan plan, ref AltPassPlan pass, CpuCap cap, uint firstLink) => Plan(
        plan, ref pass, cap, firstLink, A64.Nop, PlainInstruction.MayDependOnAddress, LandingPad.FirstHint);

    /// <summary>
    /// The same: constants of the loop are parameters, since those stay in registers, while a literal is loaded again for each entry.
    /// </summary>
    private static uint Plan(
        in AltPlan plan, ref AltPassPlan pass, CpuCap cap, uint firstLink, ulong nop, ulong mayDependOnAddress, uint firstHint)
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
            if (!AltArena.HasRoom(slot, capacity) || LandingPad.MayBe(old, firstHint))
            {
                break;
            }

            if (capAndLengths == oneWordReplacement)
            {
                CodeAddress replacement = new(alternative + AltInstr.AltOffsetField);
                ulong instruction = TMem.Read(replacement);
                if (!PlainInstruction.Is((uint)instruction, mayDependOnAddress)
                    && !TryMoveBranch(plan, ref instruction, replacement, original, replacement, replacement.Word(1u)))
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
                if (!AltArena.HasRoom(slot + words - 1, capacity)
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

    /// <summary>
    /// Plans to copy a replacement of several words; false where one of its instructions may depend on its address, or the site may
    /// have a landing pad.
    /// </summary>
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

    /// <summary>
    /// Moves a B or BL that leaves the replacement; false where it is another instruction, or something is wrong with it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMoveBranch(
        in AltPlan plan, ref ulong instruction, CodeAddress from, CodeAddress to, CodeAddress start, CodeAddress end)
    {
        CodeAddress target = new(from.Value + (ulong)A64.BranchImmediate26.Decode((uint)instruction));
        bool isMoved = A64.BranchImmediate26.TryEncode((uint)instruction, (long)(target.Value - to.Value), out uint moved);
        instruction = moved;
        return isMoved
            && A64.BranchOrCall.Matches(moved)
            && !Relocation.StaysInside(target, start, end)
            && plan.MayBranchTo(target);
    }
}
