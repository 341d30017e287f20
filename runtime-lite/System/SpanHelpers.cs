using System.Runtime;
using System.Runtime.CompilerServices;

namespace System;

/// <summary>Copies and fills of memory: ILC calls these for struct copies and clears, by their names.</summary>
internal static class SpanHelpers
{
    /// <summary>Copies <paramref name="len"/> bytes; the blocks may overlap.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_memmove")]
    internal static extern void Memmove(ref byte dest, ref byte src, nuint len);

    /// <summary>Sets <paramref name="len"/> bytes to <paramref name="value"/>.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_memset")]
    internal static extern void Fill(ref byte dest, byte value, nuint len);

    /// <summary>Clears <paramref name="len"/> bytes.</summary>
    internal static void ClearWithoutReferences(ref byte dest, nuint len) => Fill(ref dest, 0, len);
}
