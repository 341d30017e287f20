using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// The memory of one plan, given by the caller: <see cref="FixedBytes"/>; <see cref="BytesPerTextWord"/> for each word of the text and 8
/// for every 64 of them; <see cref="BytesPerEntry"/> for each entry of the table; <see cref="BytesPerWord"/> for each word of the
/// entries that apply. Nothing else is ever allocated. It must be zero when the plan is validated, as .bss is.
/// </summary>
// SAFETY: the pointers divide the caller's memory; the constructor makes none unless all parts that don't depend on the table fit.
public readonly unsafe struct AltArena
{
    /// <summary>
    /// Bytes that a plan takes whatever its table: the ends of the chains of entries, a callback's words, and slack after the
    /// last mark.
    /// </summary>
    public const int FixedBytes = 2 * (EntryChains.Count + AltInstr.MaxWords) * sizeof(uint) + TextMark.SlackBytes;

    /// <summary>Bytes for one word of the text: its <see cref="TextMark"/>.</summary>
    public const int BytesPerTextWord = 1;

    /// <summary>Bytes for one entry: the next one of its capability, where its words are, and whether it failed.</summary>
    public const int BytesPerEntry = AltInstr.Bytes;

    /// <summary>Bytes for one word: its place, old, new, and what a readback found.</summary>
    public const int BytesPerWord = 16;

    /// <summary>Alignment that the memory needs, in bytes.</summary>
    public const int Alignment = 8;

    /// <summary>Lines in an element of <see cref="DirtyLines"/>.</summary>
    internal const int LinesPerWord = 64;

    /// <summary>Divides memory, aligned to <see cref="Alignment"/>.</summary>
    /// <param name="memory">Start of the memory, which is zero.</param>
    /// <param name="bytes">Its size, in bytes. Where it is too small, the plan says so by name.</param>
    /// <param name="region">What is to be planned.</param>
    public AltArena(byte* memory, nuint bytes, in AltRegion region)
    {
        nuint lineBytes = LineBytes(region.TextWords);
        nuint needed = lineBytes + region.TextWords * BytesPerTextWord + FixedBytes;
        if (needed > bytes)
        {
            return;
        }

        TextCapacity = region.TextWords;
        nuint fitting = (bytes - needed) / BytesPerEntry;
        EntryCapacity = fitting < (nuint)region.Count ? (int)fitting : region.Count;
        WordCapacity = (int)((bytes - needed - (nuint)EntryCapacity * BytesPerEntry) / BytesPerWord);

        DirtyLines = (ulong*)memory;
        Words = (AltWord*)(memory + lineBytes);
        LastLinks = (uint*)(Words + WordCapacity);
        Links = (byte*)(LastLinks + EntryChains.Count);
        Nodes = (AltNode*)(Links + EntryChains.FirstNode);
        CallbackWords = (uint*)(Nodes + EntryCapacity);
        Marks = (byte*)(CallbackWords + 2 * AltInstr.MaxWords);
    }

    /// <summary>Words of text that fit: all or none.</summary>
    public nuint TextCapacity { get; }

    /// <summary>Entries that fit.</summary>
    public int EntryCapacity { get; }

    /// <summary>Words of applied entries that fit.</summary>
    public int WordCapacity { get; }

    /// <summary>For each of the <see cref="EntryChains"/>, its last link.</summary>
    internal uint* LastLinks { get; }

    /// <summary>For each of the <see cref="EntryChains"/>, its first link; then <see cref="Nodes"/>.</summary>
    internal byte* Links { get; }

    /// <summary>What is known of each entry.</summary>
    internal AltNode* Nodes { get; }

    /// <summary>The planned words, in the order in which they are planned.</summary>
    internal AltWord* Words { get; }

    /// <summary>Room for what a callback reads, then for what it writes: <see cref="AltInstr.MaxWords"/> each.</summary>
    internal uint* CallbackWords { get; }

    /// <summary>One bit for each cache line of the text; all zero but during a maintenance.</summary>
    internal ulong* DirtyLines { get; }

    /// <summary>A <see cref="TextMark"/>, or 0, for each word of the text.</summary>
    internal byte* Marks { get; }

    /// <summary>
    /// Bytes that a plan for <paramref name="region"/> needs if all its entries apply, with so many <paramref name="words"/>.
    /// </summary>
    public static nuint BytesFor(in AltRegion region, int words) => BytesFor(region.TextWords, region.Count, words);

    /// <summary>The same of a text and table that aren't in memory.</summary>
    public static nuint BytesFor(nuint textWords, int entries, int words) =>
        FixedBytes
        + LineBytes(textWords) + textWords * BytesPerTextWord
        + (nuint)entries * BytesPerEntry
        + (nuint)words * BytesPerWord;

    /// <summary>Whether planned words, so many with those before them, fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool HasRoom(uint words, uint capacity) => words <= capacity;

    private static nuint LineBytes(nuint textWords) => (textWords + LinesPerWord - 1) / LinesPerWord * sizeof(ulong);
}
