using System.Runtime.CompilerServices;

namespace BareMetal.Boot;

/// <summary>
/// Every leaf of the tables behind TTBR0_EL1 or TTBR1_EL1, in the order of VAs, as hardware walks them. A table that can't be read is
/// left out, and <see cref="Unreachable"/> then.
/// </summary>
internal unsafe struct TranslationWalk
{
    private const int EntryBits = 9;
    private const int PageBits = 12;

    private readonly bool _isUpper;
    private readonly TcrEl1 _tcr;
    private readonly int _first;
    private int _level;
    private Tables _tables;

    public TranslationWalk(in TranslationRegisters registers, bool upper)
    {
        _isUpper = upper;
        _tcr = registers.Tcr;
        int unused = _tcr.UnusedBits(upper);
        int bits = 64 - unused - PageBits;
        _first = StageOneDescriptor.LastLevel + 1 - ((bits + EntryBits - 1) / EntryBits);
        _level = _first - 1;
        ulong start = upper ? ulong.MaxValue << (64 - unused) : 0;
        // No attributes: of a TTBR, ASID and CnP stand where a table descriptor has those.
        StageOneDescriptor root = new(new StageOneDescriptor(upper ? registers.Ttbr1 : registers.Ttbr0).Address);
        Enter(root, start, 0 - start, 1 << (bits - (EntryBits * (StageOneDescriptor.LastLevel - _first))));
    }

    /// <summary>What a table maps that nothing maps to read it by, and its PA: the last such. Zero bytes where there is none.</summary>
    public Mapping Unreachable { get; private set; }

    /// <summary>The next leaf; false where there is none.</summary>
    public bool TryNext(out Mapping leaf)
    {
        while (_level >= _first)
        {
            ref Table table = ref _tables[_level];
            if (!table.TryNext(out StageOneDescriptor entry, out ulong va))
            {
                _level--;
                continue;
            }

            entry = _tcr.IgnoresTablePermissions(_isUpper) ? entry : entry.Under(table.Descriptor, _level);
            if (entry.IsTable(_level))
            {
                Enter(entry, va, table.Bytes, 1 << EntryBits);
                continue;
            }

            leaf = new Mapping(va, entry.Address & ~(table.Bytes - 1), table.Bytes, entry);
            return true;
        }

        leaf = default;
        return false;
    }

    private void Enter(StageOneDescriptor descriptor, ulong va, ulong bytes, int entries)
    {
        ulong address = PageTables.AddressOfTable(descriptor.Address);
        if (Translation.ForRead(address).IsFault)
        {
            Unreachable = new Mapping(va, descriptor.Address, bytes, default);
            return;
        }

        ref Table table = ref _tables[++_level];
        table.Descriptor = descriptor;
        table.Va = va;
        table.Bytes = 1UL << (PageBits + (EntryBits * (StageOneDescriptor.LastLevel - _level)));
        table.Next = (ulong*)address;
        table.End = table.Next + entries;
    }

    // What is left of the table of each level on the way.
    private struct Table
    {
        public StageOneDescriptor Descriptor;

        /// <summary>What the next entry maps: from where on, and how much.</summary>
        public ulong Va;
        public ulong Bytes;
        public ulong* Next;
        public ulong* End;

        /// <summary>The next valid entry, and from where on it maps.</summary>
        public bool TryNext(out StageOneDescriptor entry, out ulong va)
        {
            ulong* next = Next;
            while (next != End && !new StageOneDescriptor(*next).IsValid)
            {
                next++;
            }

            va = Va + ((ulong)(next - Next) * Bytes);
            Va = va + Bytes;
            bool found = next != End;
            entry = new StageOneDescriptor(found ? *next : 0);
            Next = found ? next + 1 : next;
            return found;
        }
    }

    [InlineArray(StageOneDescriptor.LastLevel + 1)]
    private struct Tables
    {
        private Table _first;
    }
}
