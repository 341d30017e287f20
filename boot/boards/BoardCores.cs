using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;

namespace BareMetal.Boot.Boards;

/// <summary>The cores of a board: number 0 is the boot core, the others follow in the order of the device tree.</summary>
internal struct BoardCores
{
    private Slots _slots;

    /// <summary>How many there are, also such that are left out.</summary>
    public int Count { get; private set; }

    /// <summary>Cores that didn't fit, and MPIDR of the first of them.</summary>
    public int Overflow { get; private set; }
    public ulong FirstOverflow { get; private set; }

    /// <summary>Core <paramref name="index"/>.</summary>
    [UnscopedRef]
    public readonly ref readonly BoardCore this[int index] => ref _slots[index];

    /// <summary>Adds a core; the boot core first. One whose MPIDR is there already is an error of its own.</summary>
    public void Add(BoardCore core)
    {
        if (Count == Core.MaximumCount)
        {
            FirstOverflow = Overflow++ == 0 ? core.Mpidr : FirstOverflow;
            return;
        }

        if (core.Error == CoreError.None && Contains(core.Mpidr))
        {
            core.Error = CoreError.Duplicate;
        }

        _slots[Count++] = core;
    }

    /// <summary>None but the boot core can be believed.</summary>
    public void RefuseOthers(CoreError error)
    {
        for (int index = 1; index < Count; index++)
        {
            _slots[index].Error = error;
        }
    }

    private readonly bool Contains(ulong mpidr)
    {
        for (int index = 0; index < Count; index++)
        {
            if (_slots[index].Mpidr == mpidr)
            {
                return true;
            }
        }

        return false;
    }

    [InlineArray(Core.MaximumCount)]
    private struct Slots
    {
        private BoardCore _first;
    }
}
