using System.Runtime;
using System.Runtime.CompilerServices;
using Internal.Runtime.CompilerHelpers;

namespace System;

/// <summary>Copies of memory blocks.</summary>
public static class Buffer
{
    /// <summary>Copies bytes; the blocks may overlap. A copy longer than the room at the destination is refused.</summary>
    // SAFETY: both blocks are the caller's, as in .NET; what is longer than the destination is refused before the first byte.
    public static unsafe void MemoryCopy(void* source, void* destination, ulong destinationSizeInBytes, ulong sourceBytesToCopy)
    {
        if (sourceBytesToCopy > destinationSizeInBytes)
        {
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        }

        SpanHelpers.Memmove(ref *(byte*)destination, ref *(byte*)source, (nuint)sourceBytesToCopy);
    }

    internal static void Memmove<T>(ref T destination, ref T source, nuint elementCount)
    {
        nuint bytes = elementCount * (nuint)Unsafe.SizeOf<T>();
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            BulkMoveWithWriteBarrier(ref Unsafe.As<T, byte>(ref destination), ref Unsafe.As<T, byte>(ref source), bytes);
            return;
        }

        SpanHelpers.Memmove(ref Unsafe.As<T, byte>(ref destination), ref Unsafe.As<T, byte>(ref source), bytes);
    }

    /// <summary>ILC calls this for copies with object references. Its symbol stays undefined: such a copy is a link error.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "RhBulkMoveWithWriteBarrier")]
    internal static extern void BulkMoveWithWriteBarrier(ref byte destination, ref byte source, nuint byteCount);
}
