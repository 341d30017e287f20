using System.Numerics;

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

    // The upper half of an entry's last word, with the bit below it: alt_len, orig_len, ARM64_CB_BIT.
    private const int ShapeShift = 15;
    private const uint OneWordReplacement = (A64.WordBytes << 9) | (A64.WordBytes << 1);
    private const uint OneWordCallback = (A64.WordBytes << 1) | 1;

    /// <summary>
    /// Checks every entry. Nearly all of any table are sound and one word long: those are accepted here, with as few instructions as
    /// may be. Whatever isn't plainly such an entry goes to <see cref="CheckEntry"/>, which looks at all of it again.
    /// </summary>
    public static void CheckEntries(ref AltPlan plan)
    {
        AltRegion region = plan.Region;
        EntryChains chains = new(plan.Arena);
        chains.Clear();
        byte* marks = plan.Arena.Marks;
        ulong textWords = region.TextWords;
        ulong lastCallback = 0;
        uint lastCallbackShape = uint.MaxValue;
        int count = region.Count;
        plan.Entries = count;

        // From where an entry lies in memory to where it is linked, counted from the start of the text.
        ulong toText = region.TableAddress - (ulong)region.Table - region.TextStart.Value;
        AltInstr* entry = region.Table;
        for (uint i = 0; i < (uint)count; i++, entry++)
        {
            ulong original = WordOf((ulong)entry + toText + (ulong)(long)entry->OrigOffset);
            ulong alternative = (ulong)entry + toText + AltInstr.AltOffsetField + (ulong)(long)entry->AltOffset;
            uint shape = *(uint*)&entry->Cap >> ShapeShift;
            uint cap = entry->Cap & ~(uint)AltInstr.CallbackBit;
            if (original < textWords && marks[original] == 0 && cap < CpuCaps.Count)
            {
                if (shape == OneWordReplacement)
                {
                    ulong replacement = WordOf(alternative);
                    if (replacement < textWords && replacement != original && (marks[replacement] & TextMark.Original) == 0)
                    {
                        marks[original] = TextMark.Original | TextMark.Start;
                        marks[replacement] = TextMark.Replacement;
                        chains.Add(cap, i);
                        continue;
                    }
                }
                else if (shape == lastCallbackShape && alternative == lastCallback)
                {
                    marks[original] = TextMark.Original | TextMark.Start;
                    chains.Add(cap, i);
                    continue;
                }
            }

            if (CheckEntry(ref plan, chains, (int)i) && entry->IsCallback)
            {
                lastCallback = alternative;
                lastCallbackShape = OneWordCallback;
            }
        }
    }

    /// <summary>Words from the start of the text; beyond any text where the address isn't a multiple of 4.</summary>
    private static ulong WordOf(ulong bytes) => BitOperations.RotateRight(bytes, 2);

    /// <summary>Checks an entry of any form, and names all that is wrong with it. Returns whether it is sound.</summary>
    private static bool CheckEntry(ref AltPlan plan, EntryChains chains, int index)
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

        if (isReplacementSound && entry->AltLen != 0)
        {
            OverlapCheck<TErrors>.MarkReplacement(ref plan, index);
        }

        bool isSound = plan.Errors == errors;
        if (isSound)
        {
            chains.Add((uint)entry->Capability, (uint)index);
        }

        return isSound;
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

        return isAligned && isInside;
    }
}
