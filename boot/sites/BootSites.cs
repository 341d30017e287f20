using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Image;
using BareMetal.Patcher;

namespace BareMetal.Boot.Sites;

/// <summary>Boot's own patched functions; runtime-lite imports those of the core library itself.</summary>
// SAFETY: what the symbols name is data of this assembly, aligned, and written on the boot core before other cores run.
internal static unsafe class BootSites
{
    /// <summary>Overwrites the branch history. Returns the iterations, the most that any core needs: 0 before patching.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_bhb_clear")]
    public static extern ulong ClearBranchHistory();

    /// <summary>Whether the CPUs have CRC32 instructions, without a load or a compare. False before patching.</summary>
    [CpusHave(CpuCap.HasCrc32)]
    public static extern bool HasCrc32 { get; }

    /// <summary>VA minus PA of everything in the Image, in bytes.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_kimage_voffset")]
    public static extern ulong KimageVoffset();

    /// <summary>Traps unless its BRK was patched out. Returns 1.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_self_test_site")]
    public static extern ulong SelfTest();

    /// <summary>A firmware call by the conduit of the device tree; NOT_SUPPORTED (-1) before patching or without a conduit.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_smccc_call")]
    public static extern long SmcccCall(ulong function);

    /// <summary>Lets no speculation past it. Returns <paramref name="value"/>.</summary>
    [Fallback(nameof(SpeculationBarrierByDsb)), Alternative("sb", CpuCap.HasSb)]
    public static extern ulong SpeculationBarrier(ulong value);

    /// <summary>Makes code written to [<paramref name="start"/>, <paramref name="end"/>) (VAs that run it) what is fetched.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_sync_code")]
    public static extern void SyncCode(ulong start, ulong end);

    /// <summary>What the first arm of <see cref="KimageVoffset"/> reads.</summary>
    public static ulong* KimageVoffsetValue => (ulong*)LinkerSymbol.AddressOf(&KimageVoffsetVariable);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_kimage_voffset_value")]
    private static extern void KimageVoffsetVariable();

    /// <summary>
    /// What the first arms of <see cref="SyncCode"/> read: bytes of the smallest line of any core, of data and of
    /// instructions.
    /// </summary>
    public static uint* LineBytes => (uint*)LinkerSymbol.AddressOf(&LineBytesVariable);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_line_bytes")]
    private static extern void LineBytesVariable();

    [Alternative("dsb nsh", CpuCap.AlwaysSystem)]
    private static extern void DataBarrier();

    [Alternative("isb", CpuCap.AlwaysSystem)]
    private static extern void InstructionBarrier();

    private static ulong SpeculationBarrierByDsb(ulong value)
    {
        DataBarrier();
        InstructionBarrier();
        return value;
    }
}
