using System.Runtime.CompilerServices;

namespace BareMetal.Boot;

/// <summary>A list of physical ranges in the order of the device tree. It holds <see cref="Capacity"/> of them.</summary>
internal struct MemoryRanges
{
    public const int Capacity = 32;

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

    /// <summary>Whether any range shares a byte with [start, end).</summary>
    public readonly bool Overlaps(ulong start, ulong end)
    {
        for (int index = 0; index < Count; index++)
        {
            if (_slots[index].Overlaps(start, end))
            {
                return true;
            }
        }

        return false;
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private MemoryRange _first;
    }
}
