using BareMetal.Boot.Cpu;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Cores;

/// <summary>
/// What each further core has of its own, in a window of VAs: an unmapped page, its stack, an unmapped page, its stack for exceptions and
/// the page of its <see cref="Core"/>.
/// </summary>
// SAFETY: each index has its own VAs of the window; they are mapped before the Core in them is written, and never unmapped.
internal static unsafe class CoreMemory
{
    /// <summary>VA and bytes of the window.</summary>
    public const ulong Window = 0xffff_e000_0000_0000;
    public const ulong WindowBytes = Core.MaximumCount * Stride;

    private const ulong Stride = 32 * PageTables.PageSize;
    private const ulong StackOffset = PageTables.PageSize;
    private const ulong StackTopOffset = StackOffset + Core.StackBytes;
    private const ulong ExceptionStackOffset = StackTopOffset + PageTables.PageSize;
    private const ulong CoreOffset = ExceptionStackOffset + Core.ExceptionStackBytes;
    private const ulong End = CoreOffset + PageTables.PageSize;

    /// <summary>Takes memory for core <paramref name="index"/>, once, and maps it. Null where there is none.</summary>
    public static Core* TryGet(int index)
    {
        ref CoreEntry entry = ref CoreTable.Get(index);
        ulong start = Window + ((ulong)index * Stride);
        entry.HasMemory = entry.HasMemory || TryMap(start);
        return entry.HasMemory ? Create(index, entry.Mpidr, start) : null;
    }

    /// <summary>Whether a VA of the window lies in a page that stays unmapped.</summary>
    public static bool IsStackGuard(ulong va)
    {
        ulong offset = (va - Window) % Stride;
        return offset < StackOffset || offset - StackTopOffset < PageTables.PageSize || offset >= End;
    }

    private static bool TryMap(ulong start)
    {
        ulong rest = End - ExceptionStackOffset;
        bool mapped = PageAllocator.TryAllocate(Core.StackBytes + rest, out ulong physical)
            && PageTables.Map(start + StackOffset, physical, Core.StackBytes, MapAttributes.Data) == MapError.None
            && PageTables.Map(start + ExceptionStackOffset, physical + Core.StackBytes, rest, MapAttributes.Data) == MapError.None;
        Translation.InvalidateAll();
        return mapped;
    }

    private static Core* Create(int index, ulong mpidr, ulong start)
    {
        Core* core = (Core*)(start + CoreOffset);
        PageAllocator.Clear((ulong)core, PageTables.PageSize);
        core->Mpidr = mpidr;
        core->StackTop = start + StackTopOffset;
        core->ExceptionStackTop = start + CoreOffset;
        core->PatchedEntry = StartedCore.PatchedEntry;
        core->Index = (uint)index;
        return core;
    }
}
