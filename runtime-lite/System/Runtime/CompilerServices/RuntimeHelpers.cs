namespace System.Runtime.CompilerServices;

/// <summary>What csc and the library need from the runtime.</summary>
public static class RuntimeHelpers
{
    /// <summary>The address: frozen objects never move.</summary>
    // SAFETY: the pointer leads to the parameter, on this stack; its bits are read as a number and not followed.
    public static unsafe int GetHashCode(object o) => (int)*(nint*)Unsafe.AsPointer(ref o);

    /// <summary>The elements of a preinitialised table in the image; ILC folds it to an address and a length.</summary>
    [Intrinsic]
    public static ReadOnlySpan<T> CreateSpan<T>(RuntimeFieldHandle fldHandle) => CreateSpan<T>(fldHandle);

    /// <summary>Fills a new array from a table in the image; ILC does it at build time, for static fields.</summary>
    [Intrinsic]
    public static void InitializeArray(Array array, RuntimeFieldHandle fldHandle) => InitializeArray(array, fldHandle);

    [Intrinsic]
    public static bool IsReferenceOrContainsReferences<T>()
        where T : allows ref struct => IsReferenceOrContainsReferences<T>();
}
