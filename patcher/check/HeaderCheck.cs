using System.Numerics;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// Checks the headers of all entries, marks what is original and what replacement, which finds all overlaps whatever the order of the
/// entries, and chains the entries of each capability. Each error is reported.
/// </summary>
/// <typeparam name="TCallbacks">The callbacks that the table may name.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
internal static unsafe class HeaderCheck<TCallbacks, TErrors>
    where TCallbacks : struct, IAltCallbacks
    where TErrors : struct, IAltErrorSink
{
    private const uint WordMask = A64.WordBytes - 1;

    private const uint CapabilityMask = AltInstr.CallbackBit - 1;

    // No callback: further from the text than an offset reaches.
    private const ulong NoCallback = 1ul << 63;

    /// <summary>Checks every entry.</summary>
    public static void CheckEntries(ref AltPlan plan)
    {
        int count = plan.Region.Count;
        plan.Entries = count;
        new EntryChains(plan.Arena).Clear();

        // Callback patches mostly have the same callback as the one before: it is looked up once.
        ulong knownCallback = NoCallback;
        for (int i = CheckPlainEntries(plan, 0, knownCallback); i < count; i = CheckPlainEntries(plan, i, knownCallback))
        {
            if (!TryLearnCallback(plan, i, ref knownCallback))
            {
                CheckEntry(ref plan, i++);
            }
        }

        EntryChains chains = new(plan.Arena);
        if (chains.First(EntryChains.SitesOfSeveral) != 0)
        {
            chains.RemoveSitesOfSeveral(plan.Region, plan.Arena.Marks);
        }
    }

    private static int CheckPlainEntries(in AltPlan plan, int index, ulong knownCallback) => CheckPlainEntries(
        plan, index, knownCallback, AltInstr.OneWordReplacement, TextMark.Original | TextMark.Start, TextMark.Replacement);

    /// <summary>Whether an entry has a callback that wasn't known, and is now: it can be looked at again.</summary>
    private static bool TryLearnCallback(in AltPlan plan, int index, ref ulong knownCallback)
    {
        CodeAddress callback = plan.Region.Alternative(index);
        ulong bytes = callback.Value - plan.Region.TextStart.Value;
        bool isNew = plan.Region.Table[index].IsCallback && bytes != knownCallback && TCallbacks.IsCallback(callback);
        knownCallback = isNew ? bytes : knownCallback;
        return isNew;
    }

    /// <summary>
    /// Accepts entries, from one on, for as long as they are sound. Nearly all of any table are, and one word long: hence locals only, no
    /// calls, and as few instructions as may be. An original is marked before its replacement is looked at, which finds an entry that
    /// replaces itself.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="index">The first entry.</param>
    /// <param name="knownCallback">A callback, in bytes from the start of the text.</param>
    /// <param name="oneWordReplacement">
    /// <see cref="AltInstr.OneWordReplacement"/>: the constants of the loop are parameters, since those stay in registers, while a literal
    /// is loaded anew for each entry.
    /// </param>
    /// <param name="originalMark">The mark of an original of one word.</param>
    /// <param name="replacementMark">The mark of a replacement.</param>
    /// <returns>The index of an entry that <see cref="CheckEntry"/> has to look at, or of none.</returns>
    private static int CheckPlainEntries(
        in AltPlan plan, int index, ulong knownCallback, uint oneWordReplacement, byte originalMark, byte replacementMark)
    {
        byte* links = plan.Arena.Links;
        uint* lastLinks = plan.Arena.LastLinks;
        byte* marks = plan.Arena.Marks;
        ulong textWords = plan.Arena.TextCapacity;
        byte* table = (byte*)plan.Region.Table - EntryChains.FirstNode;
        ulong tableOffset = plan.Region.TableAddress - EntryChains.FirstNode - plan.Region.TextStart.Value;

        // What alt_offset leads to is one word behind what is computed from it: its field lies a word behind the entry's start.
        byte* marksBehind = marks + 1;
        ulong lastWord = textWords - 1;
        ulong callback = knownCallback - AltInstr.AltOffsetField;
        ulong end = EntryChains.LinkOf(plan.Entries);
        ulong link = EntryChains.LinkOf(index);
        for (; link < end; link += AltInstr.Bytes)
        {
            AltInstr* entry = (AltInstr*)(table + link);
            ulong offset = tableOffset + link;
            ulong original = WordOf(offset + (ulong)(long)entry->OrigOffset);
            ulong alternative = offset + (ulong)(long)entry->AltOffset;
            uint capAndLengths = *(uint*)&entry->Cap;
            if (original >= textWords || marks[original] != 0)
            {
                break;
            }

            // Less the shape, what remains is a capability if the entry has the shape.
            uint cap;
            if ((capAndLengths & AltInstr.CallbackBit) == 0)
            {
                ulong replacement = WordOf(alternative);
                cap = capAndLengths - oneWordReplacement;
                if (cap < CpuCaps.Count)
                {
                    marks[original] = originalMark;
                    if (replacement >= lastWord || (marksBehind[replacement] & TextMark.Original) != 0)
                    {
                        marks[original] = 0;
                        break;
                    }

                    marksBehind[replacement] = replacementMark;
                }
                else if ((cap = capAndLengths & CapabilityMask) >= CpuCaps.Count
                    || !TryMarkReplacement(entry, marks, textWords, original, replacement + 1))
                {
                    break;
                }
            }
            else
            {
                cap = capAndLengths - AltInstr.OneWordCallback;
                if (alternative != callback)
                {
                    break;
                }

                if (cap < CpuCaps.Count)
                {
                    marks[original] = originalMark;
                }
                else if ((cap = capAndLengths & CapabilityMask) >= CpuCaps.Count
                    || entry->AltLen != 0
                    || !TryMarkOriginal(entry, marks, textWords, original))
                {
                    break;
                }
            }

            uint* lastLink = lastLinks + cap;
            ((AltNode*)(links + *lastLink))->Next = (uint)link;
            *lastLink = (uint)link;
        }

        return EntryChains.EntryOf((uint)link);
    }

    /// <summary>Marks original and replacement of an entry of up to eight words, or neither.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMarkReplacement(AltInstr* entry, byte* marks, ulong textWords, ulong original, ulong replacement)
    {
        if (entry->AltLen != entry->OrigLen || !TryMarkOriginal(entry, marks, textWords, original))
        {
            return false;
        }

        uint words = (uint)entry->Words;
        if (!TryMark(marks, textWords, replacement, words, TextMark.Replacement, TextMark.Original))
        {
            *(ulong*)(marks + original) &= ~TextMark.All(words);
            return false;
        }

        return true;
    }

    /// <summary>Marks the original of an entry of up to eight words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMarkOriginal(AltInstr* entry, byte* marks, ulong textWords, ulong original)
    {
        uint words = BitOperations.RotateRight((uint)entry->OrigLen, 2);
        if (words - 1 >= TextMark.AtOnce || !TryMark(marks, textWords, original, words, TextMark.Original, TextMark.Any))
        {
            return false;
        }

        marks[original] = TextMark.Original | TextMark.Start;
        return true;
    }

    /// <summary>Marks up to eight words at once, unless one of them is outside the text or has a mark that excludes this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMark(byte* marks, ulong textWords, ulong place, uint words, byte mark, byte excluding)
    {
        ulong* range = (ulong*)(marks + place);
        ulong each = TextMark.Each & TextMark.All(words);
        if (place >= textWords || words > textWords - place || (*range & each * excluding) != 0)
        {
            return false;
        }

        *range |= each * mark;
        return true;
    }

    /// <summary>Words from the start of the text; beyond any text where the address isn't a multiple of 4.</summary>
    private static ulong WordOf(ulong bytes) => BitOperations.RotateRight(bytes, 2);

    /// <summary>Checks an entry of any form, and names all that is wrong with it.</summary>
    private static void CheckEntry(ref AltPlan plan, int index)
    {
        AltInstr* entry = plan.Region.Table + index;
        int errors = plan.Errors;
        bool isOriginalSound = CheckOriginal(ref plan, index, entry);
        CheckCapability(ref plan, index, entry);
        bool isReplacementSound = entry->IsCallback ? CheckCallback(ref plan, index, entry) : CheckReplacement(ref plan, index, entry);
        if (isOriginalSound)
        {
            OverlapCheck<TErrors>.MarkOriginal(ref plan, index);
        }

        if (isReplacementSound)
        {
            OverlapCheck<TErrors>.MarkReplacement(ref plan, index);
        }

        if (plan.Errors == errors)
        {
            AddToChain(plan, index, entry->Capability);
        }
    }

    private static void AddToChain(in AltPlan plan, int index, CpuCap cap)
    {
        EntryChains chains = new(plan.Arena);
        byte* mark = plan.Arena.Marks + plan.Region.WordOf(plan.Region.Original(index));
        if (!SiteEntries.Continues(plan.Region, index))
        {
            chains.Add(cap, index);
        }
        else if ((*mark & TextMark.Several) == 0)
        {
            *mark |= TextMark.Several;
            chains.Add(EntryChains.SitesOfSeveral, index);
        }
    }

    private static bool CheckOriginal(ref AltPlan plan, int index, AltInstr* entry)
    {
        CodeAddress address = plan.Region.Original(index);
        int errors = plan.Errors;
        if (entry->OrigLen == 0)
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalEmpty);
        }

        if ((entry->OrigLen & WordMask) != 0)
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalLength, entry->OrigLen);
        }

        if ((address.Value & WordMask) != 0)
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalMisaligned);
        }

        if (!plan.Region.Contains(address, entry->OrigLen))
        {
            plan.Fail<TErrors>(index, AltErrorCode.OriginalOutsideText, entry->OrigLen);
        }

        return plan.Errors == errors;
    }

    private static void CheckCapability(ref AltPlan plan, int index, AltInstr* entry)
    {
        if (entry->Capability >= CpuCap.NCaps && !entry->IsOldCallback)
        {
            plan.Fail<TErrors>(index, AltErrorCode.UnknownCapability, (ulong)entry->Capability, CpuCaps.Count);
        }
    }

    /// <summary>Returns false: there is no replacement to mark.</summary>
    private static bool CheckCallback(ref AltPlan plan, int index, AltInstr* entry)
    {
        if (entry->AltLen != 0)
        {
            plan.Fail<TErrors>(index, AltErrorCode.CallbackWithReplacement, entry->AltLen);
        }

        CodeAddress callback = plan.Region.Alternative(index);
        if (!TCallbacks.IsCallback(callback))
        {
            plan.Fail<TErrors>(index, AltErrorCode.UnknownCallback, callback.Value);
        }

        return false;
    }

    /// <summary>Returns whether there are whole words of text to mark.</summary>
    private static bool CheckReplacement(ref AltPlan plan, int index, AltInstr* entry)
    {
        CodeAddress replacement = plan.Region.Alternative(index);
        bool isAligned = (replacement.Value & WordMask) == 0;
        bool isInside = plan.Region.Contains(replacement, entry->AltLen);
        if (entry->AltLen != entry->OrigLen)
        {
            plan.Fail<TErrors>(index, AltErrorCode.LengthsDiffer, entry->OrigLen, entry->AltLen);
        }

        if (!isAligned)
        {
            plan.Fail<TErrors>(index, AltErrorCode.ReplacementMisaligned, replacement.Value);
        }

        if (!isInside)
        {
            plan.Fail<TErrors>(index, AltErrorCode.ReplacementOutsideText, replacement.Value, entry->AltLen);
        }

        return isAligned && isInside && entry->AltLen >= A64.WordBytes;
    }
}
