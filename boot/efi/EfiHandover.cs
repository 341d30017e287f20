using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Image;

namespace BareMetal.Boot.Efi;

/// <summary>What UEFI's stub (efi.S) leaves in memory, followed by the memory map. Only there where UEFI started the Image.</summary>
// SAFETY: efi.S has written it, in the Image's memory, where UEFI entered; nothing reads it elsewhere.
internal readonly unsafe struct EfiHandover
{
    /// <summary>Size of the memory map in bytes.</summary>
    public ulong MapBytes { get; }

    /// <summary>From one descriptor to the next, in bytes: newer firmware may add fields.</summary>
    public ulong DescriptorBytes { get; }

    /// <summary>PA and size in bytes of the load options; 0 where there are none.</summary>
    public ulong LoadOptions { get; }
    public ulong LoadOptionBytes { get; }

    private const int MapOffset = 0x40;

    /// <summary>The one there is.</summary>
    public static EfiHandover* Left => (EfiHandover*)LinkerSymbol.AddressOf(&Handover);

    /// <summary>The first descriptor.</summary>
    public static byte* Map => (byte*)Left + MapOffset;

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_efi_handover")]
    private static extern void Handover();
}
