namespace BareMetal.Patcher;

/// <summary>
/// The memory of one plan, given by the caller: <see cref="BytesPerEntry"/> for each entry of the table and <see cref="BytesPerWord"/>
/// for each word of the entries that apply. Nothing else is ever allocated.
/// </summary>
public readonly unsafe struct AltArena
{
    /// <summary>Bytes for one entry: its plan entry and two places in the address order.</summary>
    public const int BytesPerEntry = 24;

    /// <summary>Bytes for one word: old and new.</summary>
    public const int BytesPerWord = 8;

    /// <summary>Alignment that the memory needs, in bytes.</summary>
    public const int Alignment = 8;

    /// <summary>Divides memory, aligned to <see cref="Alignment"/>, among so many entries and as many words as the rest holds.</summary>
    /// <param name="memory">Start of the memory.</param>
    /// <param name="bytes">Its size, in bytes.</param>
    /// <param name="entries">Entries of the table. Where the memory is too small for them, the plan says so by name.</param>
    public AltArena(byte* memory, nuint bytes, int entries)
    {
        nuint fitting = bytes / BytesPerEntry;
        EntryCapacity = fitting < (nuint)entries ? (int)fitting : entries;
        WordCapacity = (int)((bytes - (nuint)EntryCapacity * BytesPerEntry) / BytesPerWord);

        Entries = (AltPlanEntry*)memory;
        OldWords = (uint*)(Entries + EntryCapacity);
        NewWords = OldWords + WordCapacity;
        Order = NewWords + WordCapacity;
        Scratch = Order + EntryCapacity;
    }

    /// <summary>Entries that fit.</summary>
    public int EntryCapacity { get; }

    /// <summary>Words that fit.</summary>
    public int WordCapacity { get; }

    internal AltPlanEntry* Entries { get; }

    internal uint* OldWords { get; }

    internal uint* NewWords { get; }

    /// <summary>Entry indexes in ascending order of their originals' addresses.</summary>
    internal uint* Order { get; }

    /// <summary>As many again: the other side of the merge, and after it the words that a failed readback saw.</summary>
    internal uint* Scratch { get; }
}
