using BareMetal.Boot.Memory;
using BareMetal.Patcher;

namespace BareMetal.Boot.Boards;

/// <summary>How the Image was entered, as start.S passes it on, and what follows from that.</summary>
/// <param name="data">x0: PA of a device tree or of ATAGS, or 0.</param>
/// <param name="image">PAs of the Image, to the end of its memory.</param>
/// <param name="level">The exception level.</param>
/// <param name="byUefi">Whether UEFI's stub was entered.</param>
/// <param name="mpidr">Affinity fields of the boot core's MPIDR_EL1.</param>
/// <param name="midr">Which core the boot core is.</param>
internal readonly struct BootEntry(ulong data, MemoryRange image, ulong level, bool byUefi, ulong mpidr, Midr midr)
{
    public readonly ulong Data = data;
    public readonly MemoryRange Image = image;
    public readonly ulong Level = level;
    public readonly bool ByUefi = byUefi;
    public readonly ulong Mpidr = mpidr;
    public readonly Midr Midr = midr;

    /// <summary>Whether there may be firmware to call: entered at EL3, the Image is where it would be.</summary>
    public bool HasFirmware => Level != 3;

    /// <summary>
    /// Whether all cores entered at once: those that weren't elected wait in the Image. start.S elects by the same rule, before
    /// there is C#.
    /// </summary>
    public bool CoresEnteredTogether => !HasFirmware || Data == 0;
}
