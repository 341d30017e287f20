using BareMetal.Boot.Cpu;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Audit;

/// <summary>
/// Every leaf of the tables that TTBR0_EL1 or TTBR1_EL1 names, in the order of VAs, as hardware walks them. A table that nothing maps
/// to read it by comes in the place of its leaves, by its PA and with a descriptor that isn't valid.
/// </summary>
// SAFETY: a table is read only where AT says that its address can be; its entries are as many as its level has.
internal unsafe struct TranslationWalk
{
    private const int EntryBits = 9;
    private const int PageBits = 12;

    private readonly bool _isUpper;
    private readonly TcrEl1 _tcr;
    private readonly int _first;
    private readonly Mapping _root;
    private readonly int _rootEntries;
    private bool _isStarted;
    private int _level;
    private WalkedTables _tables;

    public TranslationWalk(in TranslationRegisters registers, bool upper)
    {
        _isUpper = upper;
        _tcr = registers.Tcr;
        int unused = _tcr.UnusedBits(upper);
        int bits = 64 - unused - PageBits;
        _first = StageOneDescriptor.LastLevel + 1 - ((bits + EntryBits - 1) / EntryBits);
        _level = _first - 1;
        _rootEntries = 1 << (bits - (EntryBits * (StageOneDescriptor.LastLevel - _first)));

        // No attributes: of a TTBR, ASID and CnP stand where a table descriptor has those.
        ulong root = new StageOneDescriptor(upper ? registers.Ttbr1 : registers.Ttbr0).Address;
        _root = new Mapping(upper ? ulong.MaxValue << (64 - unused) : 0, root, 1UL << (64 - unused), new StageOneDescriptor(root));
    }

    /// <summary>The next leaf; false where there is none.</summary>
    public bool TryNext(out Mapping leaf)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            if (!TryEnter(_root, _rootEntries, out leaf))
            {
                return true;
            }
        }

        while (_level >= _first)
        {
            ref WalkedTable table = ref _tables[_level];
            if (!table.TryNext(out StageOneDescriptor entry, out ulong va))
            {
                _level--;
                continue;
            }

            entry = _tcr.IgnoresTablePermissions(_isUpper) ? entry : entry.Under(table.Descriptor, _level);
            if (entry.IsTable(_level))
            {
                if (!TryEnter(new Mapping(va, entry.Address, table.Bytes, entry), 1 << EntryBits, out leaf))
                {
                    return true;
                }

                continue;
            }

            leaf = new Mapping(va, entry.Address & ~(table.Bytes - 1), table.Bytes, entry);
            return true;
        }

        leaf = default;
        return false;
    }

    private bool TryEnter(in Mapping next, int entries, out Mapping unreachable)
    {
        unreachable = new Mapping(next.Va, next.Pa, next.Bytes, default);
        ulong address = PageTables.AddressOfTable(next.Pa);
        if (Translation.ForRead(address).IsFault)
        {
            return false;
        }

        ref WalkedTable table = ref _tables[++_level];
        table.Descriptor = next.Descriptor;
        table.Va = next.Va;
        table.Bytes = 1UL << (PageBits + (EntryBits * (StageOneDescriptor.LastLevel - _level)));
        table.Next = (ulong*)address;
        table.End = table.Next + entries;
        return true;
    }
}
