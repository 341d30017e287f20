using System.Runtime.CompilerServices;

namespace System.Threading;

/// <summary>.NET's own names, which ilc replaces by what it knows for the instruction set.</summary>
public static class Interlocked
{
    [Intrinsic]
    public static int ExchangeAdd(ref int location1, int value) => ExchangeAdd(ref location1, value);

    [Intrinsic]
    public static long ExchangeAdd(ref long location1, long value) => ExchangeAdd(ref location1, value);

    [Intrinsic]
    public static long CompareExchange(ref long location1, long value, long comparand) => CompareExchange(ref location1, value, comparand);

    public static ulong CompareExchange(ref ulong location1, ulong value, ulong comparand) =>
        (ulong)CompareExchange(ref Unsafe.As<ulong, long>(ref location1), (long)value, (long)comparand);

    public static int Add(ref int location1, int value) => ExchangeAdd(ref location1, value) + value;

    public static ulong Add(ref ulong location1, ulong value) =>
        (ulong)ExchangeAdd(ref Unsafe.As<ulong, long>(ref location1), (long)value) + value;

    [Intrinsic]
    public static void MemoryBarrier() => MemoryBarrier();
}
