using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace BareMetal.Guest;

/// <summary>
/// Every overload of <see cref="Interlocked"/> and <see cref="Volatile"/>, on one CPU: what they return and what they leave.
/// </summary>
internal static class CoreLibThreading
{
    public static void Run()
    {
        Check.Group("threading"u8);
        Sums();
        Exchanges();
        Comparisons();
        Bits();
        VolatileAccesses();
        Locks();
        Processors();
        Barriers();
    }

    private static void Sums()
    {
        int word = int.MaxValue;
        uint unsigned = 5;
        long doubleword = 1L << 32;
        ulong unsignedDoubleword = 5;

        Check.That("add"u8,
            Interlocked.Add(ref word, 1) == int.MinValue
                && word == int.MinValue
                && Interlocked.Add(ref unsigned, uint.MaxValue) == 4
                && unsigned == 4);
        Check.That("add long"u8,
            Interlocked.Add(ref doubleword, -1) == 0xffffffff
                && doubleword == 0xffffffff
                && Interlocked.Add(ref unsignedDoubleword, ulong.MaxValue) == 4);
        Check.That("increment"u8,
            Interlocked.Increment(ref word) == int.MinValue + 1 && Interlocked.Increment(ref unsigned) == 5 && unsigned == 5);
        Check.That(
            "increment long"u8, Interlocked.Increment(ref doubleword) == 0x100000000 && Interlocked.Increment(ref unsignedDoubleword) == 5);
        Check.That(
            "decrement"u8, Interlocked.Decrement(ref word) == int.MinValue && Interlocked.Decrement(ref unsigned) == 4 && unsigned == 4);
        Check.That(
            "decrement long"u8, Interlocked.Decrement(ref doubleword) == 0xffffffff && Interlocked.Decrement(ref unsignedDoubleword) == 4);
    }

    private static void Exchanges()
    {
        int word = -1;
        uint unsigned = uint.MaxValue;
        long doubleword = -1;
        ulong unsignedDoubleword = ulong.MaxValue;
        nint address = -1;
        nuint unsignedAddress = nuint.MaxValue;

        Check.That("exchange"u8,
            Interlocked.Exchange(ref word, 7) == -1
                && word == 7
                && Interlocked.Exchange(ref unsigned, 7) == uint.MaxValue
                && unsigned == 7);
        Check.That("exchange long"u8,
            Interlocked.Exchange(ref doubleword, 7) == -1
                && doubleword == 7
                && Interlocked.Exchange(ref unsignedDoubleword, 7) == ulong.MaxValue
                && unsignedDoubleword == 7);
        Check.That("exchange addresses"u8,
            Interlocked.Exchange(ref address, 7) == -1
                && address == 7
                && Interlocked.Exchange(ref unsignedAddress, 7) == nuint.MaxValue
                && unsignedAddress == 7);
    }

    private static void Comparisons()
    {
        int word = -1;
        uint unsigned = 3;
        long doubleword = 1L << 40;
        ulong unsignedDoubleword = 3;
        nint address = 3;
        nuint unsignedAddress = 3;

        Check.That("compare: equal"u8,
            Interlocked.CompareExchange(ref word, -5, -1) == -1
                && word == -5
                && Interlocked.CompareExchange(ref unsigned, 5, 3) == 3
                && unsigned == 5);
        Check.That("compare: different"u8,
            Interlocked.CompareExchange(ref word, 9, 8) == -5
                && word == -5
                && Interlocked.CompareExchange(ref unsigned, 9, 8) == 5
                && unsigned == 5);
        Check.That("compare long: equal"u8,
            Interlocked.CompareExchange(ref doubleword, -5, 1L << 40) == 1L << 40
                && doubleword == -5
                && Interlocked.CompareExchange(ref unsignedDoubleword, 5, 3) == 3
                && unsignedDoubleword == 5);
        Check.That("compare long: different in the high half"u8,
            Interlocked.CompareExchange(ref unsignedDoubleword, 9, 5 | (1UL << 32)) == 5 && unsignedDoubleword == 5);
        Check.That("compare addresses"u8,
            Interlocked.CompareExchange(ref address, 5, 3) == 3
                && address == 5
                && Interlocked.CompareExchange(ref unsignedAddress, 5, 4) == 3
                && unsignedAddress == 3);
        Check.That("read"u8, Interlocked.Read(ref doubleword) == -5 && Interlocked.Read(ref unsignedDoubleword) == 5);
    }

    private static void Bits()
    {
        int word = -5;
        uint unsigned = 9;
        long doubleword = -1L << 32;
        ulong unsignedDoubleword = 9;

        Check.That("and"u8, Interlocked.And(ref word, 0xf) == -5 && word == 11 && Interlocked.And(ref unsigned, 8) == 9 && unsigned == 8);
        Check.That("and long"u8,
            Interlocked.And(ref doubleword, 3L << 32) == -1L << 32
                && doubleword == 3L << 32
                && Interlocked.And(ref unsignedDoubleword, 8) == 9
                && unsignedDoubleword == 8);
        Check.That("or"u8, Interlocked.Or(ref word, 6) == 11 && word == 15 && Interlocked.Or(ref unsigned, 11) == 8 && unsigned == 11);
        Check.That("or long"u8,
            Interlocked.Or(ref doubleword, 1L << 32 | 1) == 3L << 32
                && doubleword == (3L << 32 | 1)
                && Interlocked.Or(ref unsignedDoubleword, 11) == 8
                && unsignedDoubleword == 11);
    }

    private static void Locks()
    {
        SpinLock spinLock = new();
        bool entered = false;
        spinLock.Enter(ref entered);
        Check.That("spin lock: entered"u8, entered && spinLock.IsHeld && spinLock.IsHeldByCurrentThread);
        spinLock.Exit();
        Check.That("spin lock: left"u8, !spinLock.IsHeld && !spinLock.IsHeldByCurrentThread);
        bool tried = false;
        spinLock.TryEnter(ref tried);
        Check.That("spin lock: tried"u8, tried && spinLock.IsHeld);
        spinLock.Exit();
    }

    private static void Processors()
    {
        Thread.SpinWait(3);
        Check.That("processors"u8, Environment.ProcessorCount >= 1 && Thread.GetCurrentProcessorId() >= 0);
    }

    private static void Barriers()
    {
        int data = 1;
        int flag = 2;

        // ilc makes one barrier of several that nothing is between.
        FullBarrier(ref data, ref flag);
        ThreadBarrier(ref data, ref flag);
        Check.That("read barrier"u8, ReadBarrier(ref data, ref flag) == 7);
        WriteBarrier(ref data, ref flag);

        Check.That("barriers"u8, data == 7 && flag == 8);
    }

    // BarrierTests looks at their code.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FullBarrier(ref int data, ref int flag)
    {
        data++;
        Interlocked.MemoryBarrier();
        flag++;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThreadBarrier(ref int data, ref int flag)
    {
        data++;
        Thread.MemoryBarrier();
        flag++;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadBarrier(ref int data, ref int flag)
    {
        int seen = flag;
        Volatile.ReadBarrier();
        return data + seen;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteBarrier(ref int data, ref int flag)
    {
        data += 4;
        Volatile.WriteBarrier();
        flag += 4;
    }

    private static void VolatileAccesses()
    {
        bool flag = false;
        byte octet = 0;
        ushort halfword = 0;
        int word = 0;
        uint unsigned = 0;
        long doubleword = 0;
        ulong unsignedDoubleword = 0;
        nint address = 0;
        nuint unsignedAddress = 0;
        Volatile.Write(ref flag, true);
        Volatile.Write(ref octet, 0x81);
        Volatile.Write(ref halfword, 0x8001);
        Volatile.Write(ref word, -2);
        Volatile.Write(ref unsigned, 0x80000001);
        Volatile.Write(ref doubleword, -3);
        Volatile.Write(ref unsignedDoubleword, 0x8000000000000001);
        Volatile.Write(ref address, -4);
        Volatile.Write(ref unsignedAddress, 5);

        Check.That(
            "volatile bytes"u8, Volatile.Read(ref flag) && Volatile.Read(ref octet) == 0x81 && Volatile.Read(ref halfword) == 0x8001);
        Check.That("volatile words"u8, Volatile.Read(ref word) == -2 && Volatile.Read(ref unsigned) == 0x80000001);
        Check.That(
            "volatile doublewords"u8, Volatile.Read(ref doubleword) == -3 && Volatile.Read(ref unsignedDoubleword) == 0x8000000000000001);
        Check.That("volatile addresses"u8, Volatile.Read(ref address) == -4 && Volatile.Read(ref unsignedAddress) == 5);
    }
}
