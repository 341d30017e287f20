using System.Diagnostics.CodeAnalysis;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Internal.Runtime.CompilerHelpers;

/// <summary>Where failed checks end: in a panic that names the fault. ILC calls most of these by their names.</summary>
internal static class ThrowHelpers
{
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowIndexOutOfRangeException() => Raise(RuntimeFault.IndexOutOfRange);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowArgumentOutOfRangeException() => Raise(RuntimeFault.ArgumentOutOfRange);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowArgumentException() => Raise(RuntimeFault.Argument);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowOverflowException() => Raise(RuntimeFault.Overflow);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowDivideByZeroException() => Raise(RuntimeFault.DivideByZero);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowNullReferenceException() => Raise(RuntimeFault.NullReference);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowArrayTypeMismatchException() => Raise(RuntimeFault.ArrayTypeMismatch);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowInvalidOperationException() => Raise(RuntimeFault.InvalidOperation);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowInvalidProgramException(int id) => Raise(RuntimeFault.InvalidProgram);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowInvalidProgramExceptionWithArgument(int id, string methodName) => Raise(RuntimeFault.InvalidProgram);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowTypeLoadException(int id, string className, string typeName) => Raise(RuntimeFault.InvalidProgram);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowTypeLoadExceptionWithArgument(int id, string className, string typeName, string messageArg) =>
        Raise(RuntimeFault.InvalidProgram);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowFeatureBodyRemoved() => Raise(RuntimeFault.InvalidProgram);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Raise(RuntimeFault fault) => Panic(fault, CallerReturnAddress());

    /// <summary>The address after the failing call: the return address that the method calling this has saved.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_caller_return_address")]
    private static extern nint CallerReturnAddress();

    /// <summary>Boot exports it; it never returns.</summary>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_panic_fault")]
    private static extern void Panic(RuntimeFault fault, nint returnAddress);
}
