using System;
using BareMetal.Boot.Image;

namespace BareMetal.Boot.Memory;

/// <summary>
/// Pages of RAM that nothing has a claim on, from the top of memory downwards. Nothing is given back. They are reached through their linear
/// alias.
/// </summary>
// SAFETY: Clear is given what was mapped, or allocated, with that many bytes.
internal static unsafe class PageAllocator
{
    private static MemoryRanges s_memory;
    private static MemoryRanges s_reserved;
    private static MemoryRanges s_claimed;
    private static MemoryRanges s_loaded;
    private static ulong s_limit;

    /// <summary>To be called once the linear alias is mapped: only what has an alias is given away.</summary>
    /// <returns>False where there are more claims than are kept: then nothing is given away.</returns>
    public static bool TryOpen(in MemoryRanges memory, in MemoryRanges reserved, in MemoryRanges claimed, MemoryRange initialRamDisk)
    {
        s_reserved = reserved;
        s_claimed = claimed;
        s_loaded = PhysicalWindow.FirmwareData;
        bool fits = s_loaded.TryAdd(new MemoryRange(PageTables.ToPhysical(ImageLayout.Start), PageTables.ToPhysical(ImageLayout.End)))
            && s_loaded.TryAdd(initialRamDisk);
        s_memory = fits ? memory : default;
        s_limit = LinearMap.Limit;
        return fits;
    }

    /// <summary>Gives pages for <paramref name="bytes"/> bytes that are next to each other, by their PA. They hold anything.</summary>
    public static bool TryAllocate(ulong bytes, out ulong physical)
    {
        bytes = (bytes + PageTables.PageSize - 1) & ~(PageTables.PageSize - 1);
        physical = 0;
        for (int index = 0; index < s_memory.Count; index++)
        {
            physical = Math.Max(physical, HighestIn(s_memory[index], bytes));
        }

        s_limit = physical != 0 ? physical : s_limit;
        return physical != 0;
    }

    /// <summary>Stores zeros from a VA on.</summary>
    public static void Clear(ulong address, ulong bytes) => new Span<byte>((void*)address, (int)bytes).Clear();

    // PA 0 is never given away: it says that there is no room.
    private static ulong HighestIn(MemoryRange range, ulong bytes)
    {
        ulong lowest = Math.Max((range.Start + PageTables.PageSize - 1) & ~(PageTables.PageSize - 1), PageTables.PageSize);
        ulong end = Math.Min(range.End, s_limit) & ~(PageTables.PageSize - 1);
        while (end >= bytes && end - bytes >= lowest)
        {
            ulong start = end - bytes;
            if (!s_reserved.TryFindOverlap(start, end, out MemoryRange taken)
                && !s_claimed.TryFindOverlap(start, end, out taken)
                && !s_loaded.TryFindOverlap(start, end, out taken))
            {
                return start;
            }

            end = taken.Start & ~(PageTables.PageSize - 1);
        }

        return 0;
    }
}
