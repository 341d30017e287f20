using System.Runtime;
using System.Runtime.CompilerServices;

namespace System.Threading;

/// <summary>Atomic read-modify-write of a variable, sequentially consistent.</summary>
/// <remarks>Not intrinsic, on purpose: each goes through a leaf that the image patches to LSE where the CPU has it.</remarks>
public static class Interlocked
{
    public static int Add(ref int location1, int value) => (int)Add32(ref Unsafe.As<int, uint>(ref location1), (uint)value) + value;

    public static uint Add(ref uint location1, uint value) => Add32(ref location1, value) + value;

    public static long Add(ref long location1, long value) => (long)Add64(ref Unsafe.As<long, ulong>(ref location1), (ulong)value) + value;

    public static ulong Add(ref ulong location1, ulong value) => Add64(ref location1, value) + value;

    public static int Increment(ref int location) => Add(ref location, 1);

    public static uint Increment(ref uint location) => Add(ref location, 1);

    public static long Increment(ref long location) => Add(ref location, 1);

    public static ulong Increment(ref ulong location) => Add(ref location, 1);

    public static int Decrement(ref int location) => Add(ref location, -1);

    public static uint Decrement(ref uint location) => Add(ref location, uint.MaxValue);

    public static long Decrement(ref long location) => Add(ref location, -1);

    public static ulong Decrement(ref ulong location) => Add(ref location, ulong.MaxValue);

    public static int Exchange(ref int location1, int value) => (int)Swap32(ref Unsafe.As<int, uint>(ref location1), (uint)value);

    public static uint Exchange(ref uint location1, uint value) => Swap32(ref location1, value);

    public static long Exchange(ref long location1, long value) => (long)Swap64(ref Unsafe.As<long, ulong>(ref location1), (ulong)value);

    public static ulong Exchange(ref ulong location1, ulong value) => Swap64(ref location1, value);

    public static nint Exchange(ref nint location1, nint value) => (nint)Swap64(ref Unsafe.As<nint, ulong>(ref location1), (ulong)value);

    public static nuint Exchange(ref nuint location1, nuint value) => (nuint)Swap64(ref Unsafe.As<nuint, ulong>(ref location1), value);

    public static int CompareExchange(ref int location1, int value, int comparand) =>
        (int)CompareAndSwap32(ref Unsafe.As<int, uint>(ref location1), (uint)value, (uint)comparand);

    public static uint CompareExchange(ref uint location1, uint value, uint comparand) => CompareAndSwap32(ref location1, value, comparand);

    public static long CompareExchange(ref long location1, long value, long comparand) =>
        (long)CompareAndSwap64(ref Unsafe.As<long, ulong>(ref location1), (ulong)value, (ulong)comparand);

    public static ulong CompareExchange(ref ulong location1, ulong value, ulong comparand) =>
        CompareAndSwap64(ref location1, value, comparand);

    public static nint CompareExchange(ref nint location1, nint value, nint comparand) =>
        (nint)CompareAndSwap64(ref Unsafe.As<nint, ulong>(ref location1), (ulong)value, (ulong)comparand);

    public static nuint CompareExchange(ref nuint location1, nuint value, nuint comparand) =>
        (nuint)CompareAndSwap64(ref Unsafe.As<nuint, ulong>(ref location1), value, comparand);

    public static long Read(ref readonly long location) => CompareExchange(ref Unsafe.AsRef(in location), 0, 0);

    public static ulong Read(ref readonly ulong location) => CompareExchange(ref Unsafe.AsRef(in location), 0, 0);

    public static int And(ref int location1, int value) => (int)And(ref Unsafe.As<int, uint>(ref location1), (uint)value);

    public static uint And(ref uint location1, uint value)
    {
        uint current = location1;
        while (true)
        {
            uint old = CompareAndSwap32(ref location1, current & value, current);
            if (old == current)
            {
                return old;
            }

            current = old;
        }
    }

    public static long And(ref long location1, long value) => (long)And(ref Unsafe.As<long, ulong>(ref location1), (ulong)value);

    public static ulong And(ref ulong location1, ulong value)
    {
        ulong current = location1;
        while (true)
        {
            ulong old = CompareAndSwap64(ref location1, current & value, current);
            if (old == current)
            {
                return old;
            }

            current = old;
        }
    }

    public static int Or(ref int location1, int value) => (int)Or(ref Unsafe.As<int, uint>(ref location1), (uint)value);

    public static uint Or(ref uint location1, uint value)
    {
        uint current = location1;
        while (true)
        {
            uint old = CompareAndSwap32(ref location1, current | value, current);
            if (old == current)
            {
                return old;
            }

            current = old;
        }
    }

    public static long Or(ref long location1, long value) => (long)Or(ref Unsafe.As<long, ulong>(ref location1), (ulong)value);

    public static ulong Or(ref ulong location1, ulong value)
    {
        ulong current = location1;
        while (true)
        {
            ulong old = CompareAndSwap64(ref location1, current | value, current);
            if (old == current)
            {
                return old;
            }

            current = old;
        }
    }

    /// <summary>DMB ISH.</summary>
    [Intrinsic]
    public static void MemoryBarrier() => MemoryBarrier();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_atomic_add32")]
    private static extern uint Add32(ref uint location, uint value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_atomic_add64")]
    private static extern ulong Add64(ref ulong location, ulong value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_atomic_swap32")]
    private static extern uint Swap32(ref uint location, uint value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_atomic_swap64")]
    private static extern ulong Swap64(ref ulong location, ulong value);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_atomic_cas32")]
    private static extern uint CompareAndSwap32(ref uint location, uint value, uint comparand);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_atomic_cas64")]
    private static extern ulong CompareAndSwap64(ref ulong location, ulong value, ulong comparand);
}
