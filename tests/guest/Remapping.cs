using System;
using System.Threading;
using BareMetal.Boot.Audit;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Image;
using BareMetal.Boot.Memory;

namespace BareMetal.Guest;

/// <summary>
/// Changes an entry of a page table that all cores use, in one way each, as Arm ARM DDI 0487 wants it (rule RWHZWS) or not: the
/// model of TLBs says which.
/// </summary>
// SAFETY: Entry is a word of a table that Map has made for Place; nothing but this test accesses Place.
internal static unsafe class Remapping
{
    // Nothing else is mapped by the tables of this VA.
    private const ulong Place = 0xffff_f800_0000_0000;
    private const ulong NonGlobal = 1UL << 11;
    private const int BlockLevel = 2;
    private const int PageLevel = 3;
    private const ulong Valid = 1;
    private const ulong Page = 0b11;

    /// <summary>False where there is no such way.</summary>
    public static bool Run(ReadOnlySpan<byte> name)
    {
        // The tables of the place: its neighbour is mapped for good.
        PageTables.Map(Place + PageTables.PageSize, PageTables.ToPhysical(ImageLayout.DataStart), PageTables.PageSize, MapAttributes.Data);
        Translation.InvalidateAll();
        ulong first = PageTables.ToPhysical(ImageLayout.DataStart);
        ulong second = first + PageTables.PageSize;
        ulong data = first | (ulong)MapAttributes.Data | Page;
        ulong constant = first | (ulong)MapAttributes.ReadOnlyData | Page;
        ulong moved = second | (ulong)MapAttributes.Data | Page;
        if (name.SequenceEqual("remap-permissions"u8))
        {
            Change(PageLevel, data, constant);
        }
        else if (name.SequenceEqual("remap-address"u8))
        {
            Change(PageLevel, data, moved);
        }
        else if (name.SequenceEqual("remap-address-of-constant"u8))
        {
            Change(PageLevel, constant, second | (ulong)MapAttributes.ReadOnlyData | Page);
        }
        else if (name.SequenceEqual("remap-address-and-permissions"u8))
        {
            Change(PageLevel, constant, moved);
        }
        else if (name.SequenceEqual("remap-memory-type"u8))
        {
            Change(PageLevel, data, data | (ulong)MapAttributes.DeviceIndex);
        }
        else if (name.SequenceEqual("remap-shareability"u8))
        {
            Change(PageLevel, data, data & ~(ulong)MapAttributes.InnerShareable);
        }
        else if (name.SequenceEqual("remap-global"u8))
        {
            Change(PageLevel, data | NonGlobal, data);
        }
        else if (name.SequenceEqual("remap-non-global"u8))
        {
            Change(PageLevel, data, data | NonGlobal);
        }
        else if (name.SequenceEqual("remap-block"u8))
        {
            ulong block = first & ~(PageTables.BlockSize - 1);
            Store(PageLevel, data);
            Store(BlockLevel, block | (ulong)MapAttributes.Data | Valid);
        }
        else if (name.SequenceEqual("remap-broken"u8))
        {
            Change(PageLevel, data, 0);
            Store(PageLevel, moved);
        }
        else if (name.SequenceEqual("remap-not-invalidated"u8))
        {
            Store(PageLevel, data);
            Volatile.Write(ref Entry(PageLevel), 0);
            Cache.DataBarrier();
            Store(PageLevel, moved);
        }
        else if (name.SequenceEqual("remap-invalidated-here"u8))
        {
            Store(PageLevel, data);
            Volatile.Write(ref Entry(PageLevel), 0);
            Cache.DataBarrier();
            Translation.CloseIdentityMap(); // TLBI VMALLE1: of this core
            Store(PageLevel, moved);
        }
        else
        {
            return false;
        }

        return true;
    }

    // From one value to another, each of them used where it is valid.
    private static void Change(int level, ulong from, ulong to)
    {
        Store(level, from);
        Store(level, to);
    }

    private static void Store(int level, ulong entry)
    {
        Volatile.Write(ref Entry(level), entry);
        Translation.InvalidateAll();
        if ((entry & Valid) != 0)
        {
            Volatile.Read(ref *(uint*)Place);
        }
    }

    private static ref ulong Entry(int level)
    {
        ulong* table = (ulong*)ImageLayout.KernelTable;
        for (int current = 0; ; current++)
        {
            ref ulong entry = ref table[(Place >> (39 - (9 * current))) & 0x1ff];
            if (current == level)
            {
                return ref entry;
            }

            table = (ulong*)PageTables.AddressOfTable(new StageOneDescriptor(entry).Address);
        }
    }
}
