using BareMetal.Boot.Image;

namespace BareMetal.Boot.Memory;

/// <summary>
/// The linear alias of RAM: VA = <see cref="Base"/> + PA, read and write, never executed. Covers the memory that the
/// device tree names less what it reserves; around the Image by pages, because text's alias is closed after patching.
/// </summary>
internal static class LinearMap
{
    public const ulong Base = 0xffff_0000_0000_0000;

    /// <summary>PAs from here on have no alias: it would reach the upper half, where the Image is.</summary>
    public const ulong Limit = 1UL << 47;

    private const ulong GigaByte = 1UL << 30;

    /// <summary>VA of the alias of <paramref name="physical"/>.</summary>
    public static ulong ToAlias(ulong physical) => Base + physical;

    /// <summary>Maps <paramref name="memory"/> less <paramref name="reserved"/>.</summary>
    public static MapError Map(in MemoryRanges memory, in MemoryRanges reserved)
    {
        ulong imageStart = PageTables.ToPhysical(ImageLayout.Start);
        ulong imageEnd = PageTables.ToPhysical(ImageLayout.End);
        if (!Covers(memory, imageStart, imageEnd))
        {
            return MapError.ImageOutsideMemory;
        }

        if (reserved.Overlaps(imageStart, imageEnd))
        {
            return MapError.ImageInReservedMemory;
        }

        MemoryRanges byPages = reserved;
        if (!byPages.TryAdd(new MemoryRange(imageStart & ~(PageTables.BlockSize - 1), imageEnd)))
        {
            return MapError.OutOfPageTables;
        }

        for (int index = 0; index < memory.Count; index++)
        {
            MapError error = MapRange(memory[index], reserved, byPages);
            if (error != MapError.None)
            {
                return error;
            }
        }

        return MapError.None;
    }

    private static bool Covers(in MemoryRanges memory, ulong start, ulong end)
    {
        for (int index = 0; index < memory.Count; index++)
        {
            if (memory[index].Start <= start && end <= memory[index].End)
            {
                return true;
            }
        }

        return false;
    }

    private static MapError MapRange(MemoryRange range, in MemoryRanges reserved, in MemoryRanges byPages)
    {
        if (range.End > Limit)
        {
            return MapError.BeyondLinearMap;
        }

        // A partial page at either end belongs to something else as well: it is left out.
        ulong pa = (range.Start + PageTables.PageSize - 1) & ~(PageTables.PageSize - 1);
        ulong end = range.End & ~(PageTables.PageSize - 1);
        while (pa < end)
        {
            ulong size = StepAt(pa, end, byPages);
            if (size > PageTables.PageSize || !reserved.Overlaps(pa, pa + size))
            {
                MapError error = PageTables.Map(ToAlias(pa), pa, size, MapAttributes.Data, size);
                if (error != MapError.None)
                {
                    return error;
                }
            }

            pa += size;
        }

        return MapError.None;
    }

    // The largest aligned piece at pa without anything in it that needs pages.
    private static ulong StepAt(ulong pa, ulong end, in MemoryRanges byPages)
    {
        for (ulong size = GigaByte; size > PageTables.PageSize; size >>= 9)
        {
            if ((pa & (size - 1)) == 0 && end - pa >= size && !byPages.Overlaps(pa, pa + size))
            {
                return size;
            }
        }

        return PageTables.PageSize;
    }
}
