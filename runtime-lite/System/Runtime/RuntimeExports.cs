using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>Boxing and unboxing. ILC looks the names up; their symbols stay undefined: both are link errors.</summary>
// SAFETY: boxing never runs: no Image with a reference to one of these symbols links.
internal static unsafe class RuntimeExports
{
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhBox")]
    internal static extern object RhBox(void* type, ref byte data);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhUnbox2")]
    internal static extern ref byte RhUnbox2(void* type, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhUnboxNullable")]
    internal static extern void RhUnboxNullable(ref byte data, void* type, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhUnboxTypeTest")]
    internal static extern void RhUnboxTypeTest(void* type, void* boxType);
}
