using System.Runtime;
using System.Runtime.CompilerServices;
using BareMetal.Patcher;

namespace System;

/// <summary>Copies and fills of memory: ILC calls these for struct copies and clears, by their names.</summary>
internal static class SpanHelpers
{
    /// <summary>Copies <paramref name="len"/> bytes; the blocks may overlap.</summary>
    [Fallback(nameof(MemmoveByVectors)), AlternativeCall(nameof(MemmoveByMops), CpuCap.HasMops)]
    internal static extern void Memmove(ref byte dest, ref byte src, nuint len);

    /// <summary>Sets <paramref name="len"/> bytes to <paramref name="value"/>.</summary>
    [Fallback(nameof(FillByVectors)), AlternativeCall(nameof(FillByMops), CpuCap.HasMops)]
    internal static extern void Fill(ref byte dest, byte value, nuint len);

    /// <summary>Clears <paramref name="len"/> bytes.</summary>
    internal static void ClearWithoutReferences(ref byte dest, nuint len) => Fill(ref dest, 0, len);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_memmove")]
    private static extern void MemmoveByVectors(ref byte dest, ref byte src, nuint len);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_memmove_mops")]
    private static extern void MemmoveByMops(ref byte dest, ref byte src, nuint len);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_memset")]
    private static extern void FillByVectors(ref byte dest, byte value, nuint len);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_memset_mops")]
    private static extern void FillByMops(ref byte dest, byte value, nuint len);
}
