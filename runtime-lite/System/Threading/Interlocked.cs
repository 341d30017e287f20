using System.Runtime.CompilerServices;
using BareMetal.Patcher;

namespace System.Threading;

/// <summary>Atomic read-modify-write of a variable, sequentially consistent.</summary>
/// <remarks>
/// Not intrinsic, on purpose: a call is one instruction of LSE where the CPUs have it. The fallbacks are: ILC makes load- and
/// store-exclusive loops of them, with the DMB that .NET's full fence needs.
/// </remarks>
// SAFETY: each pointer is made of a reference that the caller passed, and used within the call; nothing ever moves, as there is no
// collector.
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
        (int)CompareAndSwap32((uint)comparand, (uint)value, ref Unsafe.As<int, uint>(ref location1));

    public static uint CompareExchange(ref uint location1, uint value, uint comparand) => CompareAndSwap32(comparand, value, ref location1);

    public static long CompareExchange(ref long location1, long value, long comparand) =>
        (long)CompareAndSwap64((ulong)comparand, (ulong)value, ref Unsafe.As<long, ulong>(ref location1));

    public static ulong CompareExchange(ref ulong location1, ulong value, ulong comparand) =>
        CompareAndSwap64(comparand, value, ref location1);

    public static nint CompareExchange(ref nint location1, nint value, nint comparand) =>
        (nint)CompareAndSwap64((ulong)comparand, (ulong)value, ref Unsafe.As<nint, ulong>(ref location1));

    public static nuint CompareExchange(ref nuint location1, nuint value, nuint comparand) =>
        (nuint)CompareAndSwap64(comparand, value, ref Unsafe.As<nuint, ulong>(ref location1));

    public static long Read(ref readonly long location) => CompareExchange(ref Unsafe.AsRef(in location), 0, 0);

    public static ulong Read(ref readonly ulong location) => CompareExchange(ref Unsafe.AsRef(in location), 0, 0);

    public static int And(ref int location1, int value) => (int)And(ref Unsafe.As<int, uint>(ref location1), (uint)value);

    public static uint And(ref uint location1, uint value)
    {
        uint current = location1;
        while (true)
        {
            uint old = CompareAndSwap32(current, current & value, ref location1);
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
            ulong old = CompareAndSwap64(current, current & value, ref location1);
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
            uint old = CompareAndSwap32(current, current | value, ref location1);
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
            ulong old = CompareAndSwap64(current, current | value, ref location1);
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

    [Fallback(nameof(Add32ByExclusives)), Alternative("ldaddal w1, w0, [x0]", CpuCap.HasLseAtomics)]
    private static extern uint Add32(ref uint location, uint value);

    [Fallback(nameof(Swap32ByExclusives)), Alternative("swpal w1, w0, [x0]", CpuCap.HasLseAtomics)]
    private static extern uint Swap32(ref uint location, uint value);

    // The comparand comes first: CASAL leaves the old value in its register, which is also that of the result.
    [Fallback(nameof(CompareAndSwap32ByExclusives)), Alternative("casal w0, w1, [x2]", CpuCap.HasLseAtomics)]
    private static extern uint CompareAndSwap32(uint comparand, uint value, ref uint location);

    private static unsafe uint Add32ByExclusives(ref uint location, uint value) =>
        ExchangeAdd((uint*)Unsafe.AsPointer(ref location), value);

    private static unsafe uint Swap32ByExclusives(ref uint location, uint value) =>
        Exchange((uint*)Unsafe.AsPointer(ref location), value);

    private static unsafe uint CompareAndSwap32ByExclusives(uint comparand, uint value, ref uint location) =>
        CompareExchange((uint*)Unsafe.AsPointer(ref location), value, comparand);

    [Intrinsic]
    private static unsafe uint ExchangeAdd(uint* location, uint value) => ExchangeAdd(location, value);

    [Intrinsic]
    private static unsafe uint Exchange(uint* location, uint value) => Exchange(location, value);

    [Intrinsic]
    private static unsafe uint CompareExchange(uint* location, uint value, uint comparand) =>
        CompareExchange(location, value, comparand);

    [Fallback(nameof(Add64ByExclusives)), Alternative("ldaddal x1, x0, [x0]", CpuCap.HasLseAtomics)]
    private static extern ulong Add64(ref ulong location, ulong value);

    [Fallback(nameof(Swap64ByExclusives)), Alternative("swpal x1, x0, [x0]", CpuCap.HasLseAtomics)]
    private static extern ulong Swap64(ref ulong location, ulong value);

    // The comparand comes first: CASAL leaves the old value in its register, which is also that of the result.
    [Fallback(nameof(CompareAndSwap64ByExclusives)), Alternative("casal x0, x1, [x2]", CpuCap.HasLseAtomics)]
    private static extern ulong CompareAndSwap64(ulong comparand, ulong value, ref ulong location);

    private static unsafe ulong Add64ByExclusives(ref ulong location, ulong value) =>
        ExchangeAdd((ulong*)Unsafe.AsPointer(ref location), value);

    private static unsafe ulong Swap64ByExclusives(ref ulong location, ulong value) =>
        Exchange((ulong*)Unsafe.AsPointer(ref location), value);

    private static unsafe ulong CompareAndSwap64ByExclusives(ulong comparand, ulong value, ref ulong location) =>
        CompareExchange((ulong*)Unsafe.AsPointer(ref location), value, comparand);

    [Intrinsic]
    private static unsafe ulong ExchangeAdd(ulong* location, ulong value) => ExchangeAdd(location, value);

    [Intrinsic]
    private static unsafe ulong Exchange(ulong* location, ulong value) => Exchange(location, value);

    [Intrinsic]
    private static unsafe ulong CompareExchange(ulong* location, ulong value, ulong comparand) =>
        CompareExchange(location, value, comparand);
}
