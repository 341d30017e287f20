using System.Collections.Generic;
using BareMetal.AltTool.Code;

namespace BareMetal.AltTool.Safety;

/// <summary>One of the words that can stand at an address: the linked one, or that of a replacement for its site.</summary>
/// <param name="Address">VA where it runs.</param>
/// <param name="Source">VA where it was linked.</param>
/// <param name="Site">The site whose replacement it is of; null for the linked word.</param>
internal readonly record struct PlacedWord(ulong Address, ulong Source, uint Word, PatchRange? Site)
{
    private const ulong WordBytes = sizeof(uint);

    /// <summary>CLREX, with any CRm.</summary>
    private const uint ClearExclusive = 0b11010101000000110011_0000_010_11111;
    private const uint ClearExclusiveMask = 0b11111111111111111111_0000_111_11111;

    public Flow Flow => new Instruction(Source, Word).Flow;

    public bool IsClearExclusive => (Word & ClearExclusiveMask) == ClearExclusive;

    /// <summary>All that can stand at an address: a callback's words aren't known.</summary>
    public static IEnumerable<PlacedWord> At(ImageText text, PatchRanges ranges, ulong address)
    {
        if (!text.IsCode(address))
        {
            yield break;
        }

        yield return new PlacedWord(address, address, text.WordAt(address), null);
        foreach (PatchRange range in ranges.At(address))
        {
            if (range.IsSite && !range.Entry.IsCallback && OfReplacement(text, range, address) is { } word)
            {
                yield return word;
            }
        }
    }

    /// <summary>Where control can go next. Inside a site the choice between its code and a replacement is already made.</summary>
    public IEnumerable<PlacedWord> Next(ImageText text, PatchRanges ranges)
    {
        var instruction = new Instruction(Source, Word);
        if (instruction.Flow is Flow.Branch or Flow.ConditionalBranch)
        {
            foreach (PlacedWord word in Towards(text, ranges, Relocated(instruction.Target!.Value)))
            {
                yield return word;
            }
        }

        if (instruction.Flow is Flow.Next or Flow.ConditionalBranch or Flow.Call or Flow.IndirectCall)
        {
            foreach (PlacedWord word in Towards(text, ranges, Address + WordBytes))
            {
                yield return word;
            }
        }
    }

    /// <summary><c>bm_swap+0x8 (0xffff800080003a88) in the site of entry 3 (HAS_LSE_ATOMICS)</c></summary>
    public string Describe(ImageText text) =>
        $"{text.Functions.Describe(Address)} (0x{Address:x}){(Site is { } site ? $" in {site}" : "")}";

    private static PlacedWord? OfReplacement(ImageText text, PatchRange site, ulong address)
    {
        ulong source = site.Entry.Alternative + (address - site.Start);
        return text.Contains(source) ? new PlacedWord(address, source, text.WordAt(source), site) : null;
    }

    /// <summary>A branch inside a replacement stays inside it where it is put.</summary>
    private ulong Relocated(ulong target) =>
        Site is { } site && target - site.Entry.Alternative <= site.End - site.Start
            ? site.Start + (target - site.Entry.Alternative)
            : target;

    private IEnumerable<PlacedWord> Towards(ImageText text, PatchRanges ranges, ulong address)
    {
        foreach (PlacedWord word in At(text, ranges, address))
        {
            if (IsSameChoice(ranges, word))
            {
                yield return word;
            }
        }
    }

    private bool IsSameChoice(PatchRanges ranges, PlacedWord other)
    {
        foreach (PatchRange range in ranges.At(Address))
        {
            if (range.IsSite && range.Contains(other.Address))
            {
                return Site == other.Site;
            }
        }

        return true;
    }
}
