namespace BareMetal.Patcher;

/// <summary>
/// The entries of each capability in the table's order, so that a pass looks only at entries that apply. The last chain has callback
/// patches in the old form, whose number (ARM64_NCAPS) is no capability's. A link is an offset in bytes: first come the starts of the
/// chains, then the entries' <see cref="AltNode"/>; at each lies the next link, or 0. Of a start there is nothing else.
/// </summary>
internal readonly unsafe struct EntryChains(in AltArena arena)
{
    /// <summary>Chains that there can be.</summary>
    public const int Count = CpuCapSet.Capacity + 1;

    /// <summary>Link of the first entry.</summary>
    public const int FirstNode = Count * sizeof(uint);

    private readonly byte* _links = arena.Links;
    private readonly uint* _lastLinks = arena.LastLinks;

    /// <summary>To be called first: each chain ends where it starts.</summary>
    public void Clear()
    {
        for (uint chain = 0; chain <= CpuCaps.Count; chain++)
        {
            _lastLinks[chain] = chain * sizeof(uint);
        }
    }

    /// <summary>Puts an entry, which is in no chain yet, at the end of one.</summary>
    public void Add(CpuCap chain, int entry)
    {
        uint link = LinkOf(entry);
        ((AltNode*)(_links + _lastLinks[(int)chain]))->Next = link;
        _lastLinks[(int)chain] = link;
    }

    /// <summary>The first entry's link.</summary>
    public uint First(CpuCap chain) => Next((uint)chain * sizeof(uint));

    /// <summary>The link behind another one.</summary>
    public uint Next(uint link) => ((AltNode*)(_links + link))->Next;

    /// <summary>The link that stands for an entry.</summary>
    public static uint LinkOf(int entry) => (uint)(FirstNode + entry * AltInstr.Bytes);

    /// <summary>The index of the entry that a link stands for.</summary>
    public static int EntryOf(uint link) => (int)((link - FirstNode) / AltInstr.Bytes);
}
