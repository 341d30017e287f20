using System.Numerics;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// Checks the headers of all entries, marks what is original and what replacement, which finds all overlaps whatever the order of the
/// entries, and chains the entries of each capability. What it can't accept, <see cref="HeaderErrors{TCallbacks, TErrors}"/> looks at.
/// </summary>
/// <typeparam name="TCallbacks">The callbacks that the table may name.</typeparam>
/// <typeparam name="TErrors">Where errors are reported.</typeparam>
// SAFETY: TableCheck has let the table and the arena through: every entry can be read, every word of the text has a mark, and SlackBytes
// follow the last one. A place is compared with the text's length before its mark is touched.
internal static unsafe class HeaderCheck<TCallbacks, TErrors>
    where TCallbacks : struct, IAltCallbacks
    where TErrors : struct, IAltErrorSink
{
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
        for (int i = Accept(plan, 0, knownCallback); i < count; i = Accept(plan, i, knownCallback))
        {
            if (!TryLearnCallback(plan, i, ref knownCallback))
            {
                HeaderErrors<TCallbacks, TErrors>.Check(ref plan, i++);
            }
        }

        EntryChains chains = new(plan.Arena);
        if (chains.First(EntryChains.SitesOfSeveral) != 0)
        {
            chains.RemoveSitesOfSeveral(plan.Region, plan.Arena.Marks);
        }
    }

    private static int Accept(in AltPlan plan, int index, ulong knownCallback) => Accept(
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
    /// Accepts entries, from one on, for as long as they are sound and alone on their sites. Nearly all of any table are, and one word
    /// long: a filter that is stricter than the rules of <see cref="EntryHeader"/> lets those through in few instructions. Hence
    /// locals only and no calls. An original is marked before its replacement is looked at, which finds an entry that replaces
    /// itself.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="index">The first entry.</param>
    /// <param name="knownCallback">A callback, in bytes from the start of the text.</param>
    /// <param name="oneWordReplacement">
    /// <see cref="AltInstr.OneWordReplacement"/>: the constants of the loop are parameters, since those stay in registers, while a literal
    /// is loaded again for each entry.
    /// </param>
    /// <param name="originalMark">The mark of an original of one word.</param>
    /// <param name="replacementMark">The mark of a replacement.</param>
    /// <returns>The index of an entry that isn't accepted, or of none.</returns>
    private static int Accept(
        in AltPlan plan, int index, ulong knownCallback, ulong oneWordReplacement, byte originalMark, byte replacementMark)
    {
        byte* links = plan.Arena.Links;
        uint* lastLinks = plan.Arena.LastLinks;
        byte* marks = plan.Arena.Marks;
        ulong textWords = plan.Arena.TextCapacity;
        byte* table = (byte*)plan.Region.Table - EntryChains.FirstNode;
        ulong tableOffset = plan.Region.TableAddress - EntryChains.FirstNode - plan.Region.TextStart.Value;

        // What alt_offset leads to is one word after what is computed from it: its field lies a word after the entry's start.
        byte* marksAfter = marks + 1;
        ulong lastWord = textWords - 1;
        ulong textBytes = textWords * A64.WordBytes;
        ulong callback = knownCallback - AltInstr.AltOffsetField;
        ulong end = EntryChains.LinkOf(plan.Entries);
        ulong link = EntryChains.LinkOf(index);
        for (; link < end; link += AltInstr.Bytes)
        {
            AltInstr* entry = (AltInstr*)(table + link);
            ulong offset = tableOffset + link;
            ulong original = offset + (ulong)(long)entry->OrigOffset;
            ulong alternative = offset + (ulong)(long)entry->AltOffset;
            ulong capAndLengths = *(uint*)&entry->Cap;
            ulong place = WordOf(original);
            if (place >= textWords || marks[place] != TextMark.None)
            {
                break;
            }

            // Less the shape, what remains is a capability if the entry has the shape.
            ulong cap;
            if ((capAndLengths & AltInstr.CallbackBit) == 0)
            {
                cap = capAndLengths - oneWordReplacement;
                if (cap < CpuCaps.Count)
                {
                    ulong replacement = WordOf(alternative);
                    marks[place] = originalMark;
                    if (replacement >= lastWord || (marksAfter[replacement] & TextMark.Original) != 0)
                    {
                        marks[place] = TextMark.None;
                        break;
                    }

                    marksAfter[replacement] = replacementMark;
                }
                else if (!TryMarkReplacement(new EntryHeader(entry, original, alternative + AltInstr.AltOffsetField, textBytes), marks))
                {
                    break;
                }
                else
                {
                    cap = (ulong)entry->Capability;
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
                    marks[place] = originalMark;
                }
                else if (!TryMarkCallback(new EntryHeader(entry, original, alternative + AltInstr.AltOffsetField, textBytes), marks))
                {
                    break;
                }
                else
                {
                    cap = (ulong)entry->Capability;
                }
            }

            uint* lastLink = lastLinks + cap;
            ((AltNode*)(links + *lastLink))->Next = (uint)link;
            *lastLink = (uint)link;
        }

        return EntryChains.EntryOf((uint)link);
    }

    /// <summary>Marks the words of a sound entry with a replacement of up to eight; false, and none marked, where it is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMarkReplacement(in EntryHeader header, byte* marks)
    {
        ulong all = TextMark.All(header.Words);
        byte* replacement = marks + header.Alternative / A64.WordBytes;
        if (header.IsCallback || !header.IsReplacementSound || !TryMarkOriginal(header, marks, all))
        {
            return false;
        }

        if (TextMark.HasAtOnce(replacement, all, TextMark.Original))
        {
            TextMark.ClearAtOnce(marks + header.Original / A64.WordBytes, all);
            return false;
        }

        TextMark.AddAtOnce(replacement, all, TextMark.Replacement);
        return true;
    }

    /// <summary>
    /// Marks the original of a sound entry, of up to eight words, that has the callback that is known; false where it is none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMarkCallback(in EntryHeader header, byte* marks) =>
        header.HasNoReplacement && TryMarkOriginal(header, marks, TextMark.All(header.Words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMarkOriginal(in EntryHeader header, byte* marks, ulong all)
    {
        byte* original = marks + header.Original / A64.WordBytes;
        if (header.Words > TextMark.AtOnce || !header.IsCapabilityKnown || !header.IsOriginalSound
            || TextMark.HasAtOnce(original, all, TextMark.Any))
        {
            return false;
        }

        TextMark.AddAtOnce(original, all, TextMark.Original);
        *original |= TextMark.Start;
        return true;
    }

    /// <summary>Words from the start of the text; beyond any text where the place isn't aligned.</summary>
    private static ulong WordOf(ulong bytes) => BitOperations.RotateRight(bytes, 2);
}
