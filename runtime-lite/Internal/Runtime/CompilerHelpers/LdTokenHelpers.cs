using System;

namespace Internal.Runtime.CompilerHelpers;

/// <summary>ILC looks these up where a table or a type is named; it folds the calls away.</summary>
internal static class LdTokenHelpers
{
    private static RuntimeTypeHandle GetRuntimeTypeHandle(nint type) => new(type);

    private static RuntimeMethodHandle GetRuntimeMethodHandle(nint method) => new(method);

    private static RuntimeFieldHandle GetRuntimeFieldHandle(nint field) => new(field);

    private static Type GetRuntimeType(nint type)
    {
        ThrowHelpers.ThrowFeatureBodyRemoved();
        return null;
    }
}
