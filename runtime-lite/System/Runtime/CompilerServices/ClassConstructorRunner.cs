namespace System.Runtime.CompilerServices;

/// <summary>
/// Static constructors at run time. ILC looks the names up; their symbols stay undefined: a static field that
/// ILC could not initialise at build time is a link error.
/// </summary>
// SAFETY: nothing calls these: their symbol is defined nowhere, so code that needs one doesn't link.
internal static unsafe class ClassConstructorRunner
{
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhCheckStaticClassConstruction")]
    private static extern void* CheckStaticClassConstructionReturnNonGCStaticBase(
        ref StaticClassConstructionContext context, nint nonGcStaticBase);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhCheckStaticClassConstruction")]
    private static extern object CheckStaticClassConstructionReturnGCStaticBase(
        ref StaticClassConstructionContext context, object gcStaticBase);
}
