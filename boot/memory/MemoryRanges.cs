using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Memory;

/// <summary>A list of physical ranges in the order of the device tree or of UEFI's map. It holds <see cref="Capacity"/> of them.</summary>
internal struct MemoryRanges
{
    public const int Capacity = 64;

    private Slots _slots;

    public int Count { get; private set; }

    public readonly MemoryRange this[int index] => _slots[index];

    /// <returns>False where the list is full.</returns>
    public bool TryAdd(MemoryRange range)
    {
        if (Count == Capacity)
        {
            return false;
        }

        _slots[Count++] = range;
        return true;
    }

    /// <summary>As <see cref="TryAdd"/>; a range that begins where the last one ends makes that longer.</summary>
    public bool TryAppend(MemoryRange range)
    {
        if (Count == 0 || _slots[Count - 1].End != range.Start)
        {
            return TryAdd(range);
        }

        _slots[Count - 1] = new MemoryRange(_slots[Count - 1].Start, range.End);
        return true;
    }

    /// <summary>Whether all of [start, end) lies in one range.</summary>
    public readonly bool Contains(ulong start, ulong end) =>
        TryFindOverlap(start, end, out MemoryRange found) && found.Start <= start && end <= found.End;

    /// <summary>Whether any range shares a byte with [start, end).</summary>
    public readonly bool Overlaps(ulong start, ulong end) => TryFindOverlap(start, end, out _);

    /// <summary>The first range of the list that shares a byte with [start, end).</summary>
    public readonly bool TryFindOverlap(ulong start, ulong end, out MemoryRange found)
    {
        for (int index = 0; index < Count; index++)
        {
            found = _slots[index];
            if (found.Overlaps(start, end))
            {
                return true;
            }
        }

        found = default;
        return false;
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private MemoryRange _first;
    }
}
