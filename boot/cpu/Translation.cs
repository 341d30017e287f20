using System.Runtime;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Cpu;

/// <summary>What the MMU is told, and asked.</summary>
internal static class Translation
{
    /// <summary>Makes the page tables in memory the ones in use: barriers around TLBI VMALLE1IS.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_tlb_invalidate_all")]
    public static extern void InvalidateAll();

    /// <summary>Ends this core's translation through TTBR0 (TCR_EL1.EPD0): it has no identity map of the start code any more.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_close_identity_map")]
    public static extern void CloseIdentityMap();

    /// <summary>How this core translates.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_read_translation")]
    public static extern void Read(out TranslationRegisters registers);

    /// <summary>What EL1 gets that loads from <paramref name="address"/> (VA): AT S1E1R.</summary>
    public static ParEl1 ForRead(ulong address) => new(AskForRead(address));

    /// <summary>What EL1 gets that stores to <paramref name="address"/> (VA): AT S1E1W.</summary>
    public static ParEl1 ForWrite(ulong address) => new(AskForWrite(address));

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_translate_read")]
    private static extern ulong AskForRead(ulong address);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_translate_write")]
    private static extern ulong AskForWrite(ulong address);
}
