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

    // An entry's last word, less the capability: alt_len, orig_len, ARM64_CB_BIT.
    private const uint OneWordReplacement = (A64.WordBytes << 24) | (A64.WordBytes << 16);
    private const uint OneWordCallback = (A64.WordBytes << 16) | AltInstr.CallbackBit;
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
    }

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
    /// calls, and as few instructions as may be.
    /// </summary>
    /// <returns>The index of an entry that <see cref="CheckEntry"/> has to look at, or of none.</returns>
    private static int CheckPlainEntries(in AltPlan plan, int index, ulong knownCallback)
    {
        byte* links = plan.Arena.Links;
        uint* lastLinks = plan.Arena.LastLinks;
        byte* marks = plan.Arena.Marks;
        ulong textWords = plan.Arena.TextCapacity;
        byte* table = (byte*)plan.Region.Table - EntryChains.FirstNode;
        ulong tableOffset = plan.Region.TableAddress - EntryChains.FirstNode - plan.Region.TextStart.Value;
        uint end = EntryChains.LinkOf(plan.Entries);
        uint link = EntryChains.LinkOf(index);
        for (; link < end; link += AltInstr.Bytes)
        {
            AltInstr* entry = (AltInstr*)(table + link);
            ulong offset = tableOffset + link;
            ulong original = WordOf(offset + (ulong)(long)entry->OrigOffset);
            ulong alternative = offset + AltInstr.AltOffsetField + (ulong)(long)entry->AltOffset;
            uint capAndLengths = *(uint*)&entry->Cap;
            if (original >= textWords || marks[original] != 0)
            {
                break;
            }

            // Less the shape, what remains is a capability if the entry has the shape.
            uint cap = capAndLengths - OneWordReplacement;
            if (cap < CpuCaps.Count)
            {
                ulong replacement = WordOf(alternative);
                if (replacement >= textWords || replacement == original || (marks[replacement] & TextMark.Original) != 0)
                {
                    break;
                }

                marks[replacement] = TextMark.Replacement;
            }
            else if ((cap = capAndLengths - OneWordCallback) >= CpuCaps.Count || alternative != knownCallback)
            {
                cap = capAndLengths & CapabilityMask;
                if (cap >= CpuCaps.Count || !TryMark(entry, marks, textWords, original, alternative, knownCallback))
                {
                    break;
                }
            }

            marks[original] = TextMark.Original | TextMark.Start;
            ((AltNode*)(links + lastLinks[cap]))->Next = link;
            lastLinks[cap] = link;
        }

        return EntryChains.EntryOf(link);
    }

    /// <summary>The same for an entry of any length: marks its words where it is sound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMark(AltInstr* entry, byte* marks, ulong textWords, ulong original, ulong alternative, ulong knownCallback)
    {
        uint words = (uint)entry->Words;
        ulong replacement = WordOf(alternative);
        bool isCallback = (entry->Cap & AltInstr.CallbackBit) != 0;
        if (entry->OrigLen % A64.WordBytes != 0 || words == 0 || words > textWords - original)
        {
            return false;
        }

        if (isCallback
            ? entry->AltLen != 0 || alternative != knownCallback
            : entry->AltLen != entry->OrigLen || replacement >= textWords || words > textWords - replacement
                || (replacement < original + words && original < replacement + words))
        {
            return false;
        }

        if (TextMark.Has(marks + original, words, TextMark.Any) || (!isCallback && TextMark.Has(marks + replacement, words, TextMark.Original)))
        {
            return false;
        }

        TextMark.Add(marks + original, words, TextMark.Original);
        if (!isCallback)
        {
            TextMark.Add(marks + replacement, words, TextMark.Replacement);
        }

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
            new EntryChains(plan.Arena).Add(entry->Capability, index);
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
