namespace BareMetal.Patcher;

/// <summary>
/// The entries of each capability in the table's order, so that a pass looks only at entries that apply. Two more chains: callback patches
/// in the old form, whose number (ARM64_NCAPS) is no capability's, and <see cref="SitesOfSeveral"/>. A link is an offset in bytes:
/// first come the starts of the chains, then the entries' <see cref="AltNode"/>; at each lies the next link, or 0. Of a start there
/// is nothing else.
/// </summary>
// SAFETY: a link is the start of a chain or LinkOf an entry of the table, for each of which the arena has a node.
internal readonly unsafe struct EntryChains(in AltArena arena)
{
    /// <summary>Chains that there can be.</summary>
    public const int Count = CpuCapSet.Capacity + 2;

    /// <summary>
    /// The chain of the sites that have several entries: the second entry of each. No other chain has entries of such a site.
    /// </summary>
    public const CpuCap SitesOfSeveral = CpuCap.NCaps + 1;

    /// <summary>Link of the first entry.</summary>
    public const int FirstNode = Count * sizeof(uint);

    private readonly byte* _links = arena.Links;
    private readonly uint* _lastLinks = arena.LastLinks;

    /// <summary>Empties every chain. Call it first.</summary>
    public void Clear()
    {
        for (uint chain = 0; chain <= (uint)SitesOfSeveral; chain++)
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

    /// <summary>
    /// Call it last. Takes the first entry of each site with several out of the chain of its capability, where it came before the
    /// second one was seen.
    /// </summary>
    public void RemoveSitesOfSeveral(in AltRegion region, byte* marks)
    {
        for (CpuCap chain = 0; chain < SitesOfSeveral; chain++)
        {
            uint last = (uint)chain * sizeof(uint);
            for (uint link = First(chain); link != 0; link = Next(link))
            {
                if ((marks[region.WordOf(region.Original(EntryOf(link)))] & TextMark.Several) == 0)
                {
                    ((AltNode*)(_links + last))->Next = link;
                    last = link;
                }
            }

            ((AltNode*)(_links + last))->Next = 0;
            _lastLinks[(int)chain] = last;
        }
    }

    /// <summary>The first entry's link.</summary>
    public uint First(CpuCap chain) => Next((uint)chain * sizeof(uint));

    /// <summary>The link after another one.</summary>
    public uint Next(uint link) => ((AltNode*)(_links + link))->Next;

    /// <summary>The link that stands for an entry.</summary>
    public static uint LinkOf(int entry) => (uint)(FirstNode + entry * AltInstr.Bytes);

    /// <summary>The index of the entry that a link stands for.</summary>
    public static int EntryOf(uint link) => (int)((link - FirstNode) / AltInstr.Bytes);
}

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
