using BareMetal.Boot.Image;

namespace BareMetal.Boot.Memory;

/// <summary>
/// The tables that TTBR1_EL1 names: 48-bit VAs, 4 KiB granule, four levels. start.S has mapped the Image;
/// everything else is added here, with tables from a pool inside the Image, and from RAM when that is used up.
/// </summary>
// SAFETY: tables come from the pool in the Image or from RAM with an alias, so each can be reached by AddressOfTable; the boot core alone
// changes them.
internal static unsafe class PageTables
{
    public const ulong PageSize = 1UL << 12;
    public const ulong BlockSize = 1UL << 21;

    private const int EntryBits = 9;
    private const int LastLevel = 3;
    private const ulong Valid = 1;
    private const ulong TableOrPage = 0b11;
    private const ulong AddressMask = 0x0000_ffff_ffff_f000;

    private static ulong s_nextTable;

    /// <summary>VA minus PA of everything in the Image.</summary>
    public static ulong ImageOffset { get; private set; }

    /// <summary>To be called once, before any other method here, with the PA of the Image.</summary>
    public static void Initialize(ulong imagePhysical)
    {
        ImageOffset = ImageLayout.Start - imagePhysical;
        s_nextTable = ImageLayout.PageTablePool;
    }

    /// <summary>PA of something in the Image. <paramref name="address"/> is its VA.</summary>
    public static ulong ToPhysical(ulong address) => address - ImageOffset;

    /// <summary>VA of a table, by its PA: in the Image, or in the linear alias.</summary>
    public static ulong AddressOfTable(ulong physical)
    {
        bool inImage = physical - ToPhysical(ImageLayout.Start) < ImageLayout.End - ImageLayout.Start;
        return inImage ? physical + ImageOffset : LinearMap.ToAlias(physical);
    }

    /// <summary>
    /// Maps <paramref name="size"/> bytes with the largest blocks that fit and that <paramref name="largest"/> allows.
    /// All addresses are multiples of 4 KiB. Pages already mapped as asked stay; another mapping there is refused.
    /// </summary>
    /// <returns>What stood in the way, or <see cref="MapError.None"/>.</returns>
    public static MapError Map(ulong va, ulong pa, ulong size, MapAttributes attributes, ulong largest = PageSize)
    {
        for (ulong end = va + size; va < end;)
        {
            int level = LevelFor(va | pa, end - va, largest);
            ulong* entry = Walk(va, level, create: true);
            if (entry == null)
            {
                return s_nextTable == ImageLayout.PageTablePoolEnd ? MapError.OutOfPageTables : MapError.AlreadyMapped;
            }

            ulong descriptor = pa | (ulong)attributes | (level == LastLevel ? TableOrPage : Valid);
            if ((*entry & Valid) != 0 && *entry != descriptor)
            {
                return MapError.AlreadyMapped;
            }

            *entry = descriptor;
            va += SizeAt(level);
            pa += SizeAt(level);
        }

        return MapError.None;
    }

    /// <summary>
    /// Gives every mapped page of a range other attributes, or unmaps it where <paramref name="attributes"/> is zero.
    /// The range must be mapped by pages. Takes effect with <see cref="Translation.InvalidateAll"/>.
    /// </summary>
    public static void Change(ulong va, ulong size, MapAttributes attributes)
    {
        for (ulong end = va + size; va < end; va += PageSize)
        {
            ulong* entry = Walk(va, LastLevel, create: false);
            if (entry != null && (*entry & Valid) != 0)
            {
                *entry = attributes == 0 ? 0 : (*entry & AddressMask) | (ulong)attributes | TableOrPage;
            }
        }
    }

    private static int LevelFor(ulong alignment, ulong size, ulong largest)
    {
        for (int level = 1; level < LastLevel; level++)
        {
            ulong block = SizeAt(level);
            if (block <= largest && size >= block && (alignment & (block - 1)) == 0)
            {
                return level;
            }
        }

        return LastLevel;
    }

    private static ulong SizeAt(int level) => 1UL << (12 + (EntryBits * (LastLevel - level)));

    // The entry of va at a level; null where a block lies in the way, or a table is missing and none may or can be made.
    private static ulong* Walk(ulong va, int level, bool create)
    {
        ulong* table = (ulong*)ImageLayout.KernelTable;
        for (int current = 0; ; current++)
        {
            ulong* entry = table + ((va >> (12 + (EntryBits * (LastLevel - current)))) & ((1 << EntryBits) - 1));
            if (current == level)
            {
                return entry;
            }

            if ((*entry & Valid) == 0)
            {
                ulong next = create ? NewTable() : 0;
                if (next == 0)
                {
                    return null;
                }

                *entry = (next < ImageLayout.Start ? next - LinearMap.Base : ToPhysical(next)) | TableOrPage;
            }
            else if ((*entry & TableOrPage) != TableOrPage)
            {
                return null;
            }

            table = (ulong*)AddressOfTable(*entry & AddressMask);
        }
    }

    private static ulong NewTable()
    {
        ulong table = s_nextTable;
        if (table != ImageLayout.PageTablePoolEnd)
        {
            s_nextTable = table + PageSize;
        }
        else if (PageAllocator.TryAllocate(PageSize, out ulong physical))
        {
            table = LinearMap.ToAlias(physical);
        }
        else
        {
            return 0;
        }

        PageAllocator.Clear(table, PageSize);
        return table;
    }
}
