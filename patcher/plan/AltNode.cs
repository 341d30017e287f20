namespace BareMetal.Patcher;

/// <summary>What the plan keeps of an entry: as large as the entry itself, so that one offset finds both.</summary>
internal struct AltNode
{
    /// <summary>The next link of the entry's chain (<see cref="EntryChains"/>).</summary>
    public uint Next;

    /// <summary>One more than the index of its first planned word; 0 where it has none.</summary>
    public uint Slot;

    /// <summary>Not 0 where an error names it.</summary>
    public uint Failed;
}
