namespace BareMetal.Patcher;

/// <summary>
/// The entries of each capability in the table's order, so that a pass looks only at entries that apply. The last chain has callback
/// patches in the old form, whose number (ARM64_NCAPS) is no capability's. A link is the index of what leads to the next link: first
/// come the starts of the chains, then the entries; 0 ends a chain.
/// </summary>
internal readonly unsafe struct EntryChains(in AltArena arena)
{
    /// <summary>Chains that there can be.</summary>
    public const int Count = CpuCapSet.Capacity + 1;

    private readonly uint* _links = arena.Links;
    private readonly uint* _lastLinks = arena.LastLinks;

    /// <summary>To be called first: each chain ends where it starts.</summary>
    public void Clear()
    {
        for (uint chain = 0; chain <= CpuCaps.Count; chain++)
        {
            _lastLinks[chain] = chain;
        }
    }

    /// <summary>Puts an entry at the end of a chain.</summary>
    /// <param name="chain">A capability's number, or ARM64_NCAPS.</param>
    /// <param name="entry">The entry's index. It is in no chain yet.</param>
    public void Add(CpuCap chain, int entry)
    {
        uint link = LinkOf(entry);
        _links[_lastLinks[(int)chain]] = link;
        _lastLinks[(int)chain] = link;
    }

    /// <summary>The first entry's link.</summary>
    public uint First(CpuCap chain) => _links[(int)chain];

    /// <summary>The link behind another one.</summary>
    public uint Next(uint link) => _links[link];

    /// <summary>The link that stands for an entry.</summary>
    public static uint LinkOf(int entry) => (uint)(entry + Count);

    /// <summary>The index of the entry that a link stands for.</summary>
    public static int EntryOf(uint link) => (int)link - Count;
}
