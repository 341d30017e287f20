using System.Collections.Generic;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.Table;

namespace BareMetal.AltTool.Safety;

/// <summary>Which words of text are patched, and which are only copied from.</summary>
internal sealed class PatchRanges
{
    private readonly ImageText _text;
    private readonly List<PatchRange> _all = [];

    /// <summary>By word of text: the ranges that it belongs to, where there are any.</summary>
    private readonly Dictionary<int, List<PatchRange>> _byWord = [];

    /// <param name="text">As linked, or as patched.</param>
    /// <param name="table">The entries.</param>
    /// <param name="isPatched">Sites have their final words, and are like other code.</param>
    public PatchRanges(ImageText text, AltTable table, bool isPatched = false)
    {
        _text = text;
        foreach (AltEntry entry in table.Entries)
        {
            if (!isPatched)
            {
                Add(new PatchRange(entry, true, entry.Original, entry.Original + entry.OriginalLength));
            }

            if (!entry.IsCallback)
            {
                Add(new PatchRange(entry, false, entry.Alternative, entry.Alternative + entry.AlternativeLength));
            }
        }
    }

    /// <summary>In the order of the table.</summary>
    public IReadOnlyList<PatchRange> All => _all;

    /// <summary>The ranges that an address of text belongs to.</summary>
    public IReadOnlyList<PatchRange> At(ulong address) =>
        _text.Contains(address) && _byWord.TryGetValue(_text.IndexOf(address), out List<PatchRange>? ranges) ? ranges : [];

    /// <summary>Whether the word at an address is a replacement's, which never runs there.</summary>
    public bool IsReplacement(ulong address)
    {
        foreach (PatchRange range in At(address))
        {
            if (!range.IsSite)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// All words that can stand at an address: the linked one, and those of the replacements for it. What callbacks compute isn't
    /// known here.
    /// </summary>
    public List<uint> WordsAt(ulong address)
    {
        var words = new List<uint>();
        if (!_text.IsCode(address))
        {
            return words;
        }

        words.Add(_text.WordAt(address));
        foreach (PatchRange range in At(address))
        {
            ulong source = range.Entry.Alternative + (address - range.Start);
            if (range.IsSite && !range.Entry.IsCallback && _text.Contains(source))
            {
                words.Add(_text.WordAt(source));
            }
        }

        return words;
    }

    private void Add(PatchRange range)
    {
        _all.Add(range);
        for (ulong address = range.Start; address < range.End && _text.Contains(address); address += sizeof(uint))
        {
            int word = _text.IndexOf(address);
            if (!_byWord.TryGetValue(word, out List<PatchRange>? ranges))
            {
                _byWord[word] = ranges = [];
            }

            ranges.Add(range);
        }
    }
}
