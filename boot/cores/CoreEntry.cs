using BareMetal.Boot.Boards;
using BareMetal.Boot.Cpu;

namespace BareMetal.Boot.Cores;

/// <summary>
/// What is known of a core once it may start, 24 bytes. Cores that start look themselves up with the MMU off, by the first two
/// fields: start/secondary.S.
/// </summary>
// SAFETY: a pointer that is only stored here: null, the boot core's Core or one that CoreMemory has mapped for good.
internal unsafe struct CoreEntry
{
    /// <summary>Affinity fields of its MPIDR_EL1, the others zero.</summary>
    public ulong Mpidr;

    /// <summary>VA of what it has of its own; null where it isn't to start.</summary>
    public Core* Core;

    /// <summary>Why it is left out.</summary>
    public CoreError Error;

    /// <summary>Whether it has its memory: also where it wasn't started after all.</summary>
    public bool HasMemory;
}
