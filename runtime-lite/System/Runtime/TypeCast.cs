using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>
/// Casts of object references and stores into arrays of them. ILC looks the names up; their symbols stay undefined:
/// each is a link error.
/// </summary>
// SAFETY: casts never run: no Image with a reference to one of these symbols links.
internal static unsafe class TypeCast
{
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhTypeCast_CheckCastAny")]
    internal static extern object CheckCastAny(void* type, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhTypeCast_CheckCastInterface")]
    internal static extern object CheckCastInterface(void* type, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhTypeCast_CheckCastClass")]
    internal static extern object CheckCastClass(void* type, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhTypeCast_CheckCastClassSpecial")]
    internal static extern object CheckCastClassSpecial(void* type, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhTypeCast_IsInstanceOfAny")]
    internal static extern object IsInstanceOfAny(void* type, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhTypeCast_IsInstanceOfInterface")]
    internal static extern object IsInstanceOfInterface(void* type, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhTypeCast_IsInstanceOfClass")]
    internal static extern object IsInstanceOfClass(void* type, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhTypeCast_IsInstanceOfException")]
    internal static extern bool IsInstanceOfException(void* type, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhTypeCast_StelemRef")]
    internal static extern void StelemRef(object[] array, nint index, object obj);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhTypeCast_LdelemaRef")]
    internal static extern ref object LdelemaRef(object[] array, nint index, void* type);
}
