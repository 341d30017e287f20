using System;
using System.Numerics;
using System.Threading;
using BareMetal.Boot.Serial;
using BareMetal.Patcher;
using BareMetal.Threading;

namespace BareMetal.Guest;

/// <summary>The work of each core under <see cref="Stress"/>: patched code whose results are known.</summary>
// SAFETY: blocks of Bytes on the stack of the core that uses them; lengths and offsets in them are constants below Bytes. Work ignores its
// argument.
internal static unsafe class StressWork
{
    /// <summary>What one loop adds to each of the sums.</summary>
    public const int Increments = 64;

    private const int Bytes = 1024;
    private const int CheckedBytes = 251;
    private const int LoopsPerPhase = 8;
    private const uint BrokenLoop = 5;

    private static PerCore<StressCounts> s_counts;
    private static CoreBarrier s_barrier;
    private static SpinLock s_lock;
    private static uint s_stop;
    private static uint s_isLast;
    private static int s_firstWorker;
    private static int s_wrong;
    private static int s_sum32;
    private static long s_sum64;
    private static long s_compared;
    private static long s_locked;
    private static long s_lockedToo;

    /// <summary>The argument of <c>stress.break=</c>: the check that is to fail once.</summary>
    private static StressCheck s_broken;

    /// <summary>What a core has done.</summary>
    public static ref StressCounts Counts(int core) => ref s_counts[core];

    /// <summary>Whether any result was wrong.</summary>
    public static bool IsWrong => Volatile.Read(ref s_wrong) != 0;

    /// <summary>The other cores work from here on.</summary>
    public static void Start(StressCheck broken)
    {
        s_broken = broken;
        s_counts = new PerCore<StressCounts>();
        s_barrier = new CoreBarrier(Math.Max(Cores.Count - 1, 1));
        for (int core = Cores.Limit - 1; core > 0; core--)
        {
            s_firstWorker = Cores.IsOnline(core) ? core : s_firstWorker;
        }

        for (int core = 1; core < Cores.Limit; core++)
        {
            if (Cores.IsOnline(core))
            {
                Cores.Run(core, &Work, null);
            }
        }
    }

    /// <summary>Ends the work of the others, and checks all sums.</summary>
    public static void Finish()
    {
        Volatile.Write(ref s_stop, 1u);
        uint loops = 0;
        for (int core = 0; core < Cores.Limit; core++)
        {
            if (core != 0 && Cores.IsOnline(core))
            {
                Cores.Wait(core);
            }

            loops += Cores.IsOnline(core) ? Counts(core).Loops : 0;
        }

        long expected = (long)loops * Increments;
        Expect(StressCheck.Sum, s_sum32 == (int)expected && s_sum64 == expected && s_compared == expected);
        Expect(StressCheck.Lock, s_locked == expected && s_lockedToo == expected);
    }

    /// <summary>All of the work once, on the core that calls.</summary>
    public static void Once()
    {
        ref StressCounts counts = ref s_counts.Current;
        uint loop = counts.Loops++;
        bool breaks = loop == BrokenLoop && Cores.Current == s_firstWorker;
        byte* source = stackalloc byte[Bytes];
        byte* target = stackalloc byte[Bytes];
        for (int index = 0; index < Bytes; index++)
        {
            source[index] = (byte)(index * 7 + loop);
        }

        Atomics(breaks);
        Cores.PatchingPoint();
        Copies(source, target, loop, breaks);
        Cores.PatchingPoint();
        Checksums(source, breaks);
        Cores.PatchingPoint();
        Calls(ref counts, loop, breaks);
        Locked(breaks);
        Cores.PatchingPoint();
    }

    // Whether to go on is decided by one of them before the barrier, so that none is left alone in it.
    private static void Work(void* argument)
    {
        ref StressCounts counts = ref s_counts.Current;
        while (true)
        {
            for (int loop = 0; loop < LoopsPerPhase; loop++)
            {
                Once();
            }

            bool breaks = s_broken == StressCheck.Barrier && counts.Phase == 0 && Cores.Current == s_firstWorker;
            counts.Phase += breaks ? 2u : 1u;
            if (Cores.Current == s_firstWorker)
            {
                s_isLast = Volatile.Read(ref s_stop);
            }

            s_barrier.SignalAndWait();
            bool isLast = s_isLast != 0;
            for (int core = 1; core < Cores.Limit; core++)
            {
                Expect(StressCheck.Barrier, !Cores.IsOnline(core) || Counts(core).Phase == counts.Phase);
            }

            s_barrier.SignalAndWait();
            if (isLast)
            {
                return;
            }
        }
    }

    private static void Atomics(bool breaks)
    {
        for (int count = 0; count < Increments; count++)
        {
            Interlocked.Increment(ref s_sum32);
            Interlocked.Add(ref s_sum64, breaks && s_broken == StressCheck.Sum && count == 0 ? 2 : 1);
            long seen = Volatile.Read(ref s_compared);
            long found;
            while ((found = Interlocked.CompareExchange(ref s_compared, seen + 1, seen)) != seen)
            {
                seen = found;
            }
        }
    }

    private static void Copies(byte* source, byte* target, uint loop, bool breaks)
    {
        int length = Bytes - (int)(loop % 64);
        new ReadOnlySpan<byte>(source, length).CopyTo(new Span<byte>(target, length));
        target[0] ^= breaks && s_broken == StressCheck.Copy ? (byte)1 : (byte)0;
        Expect(StressCheck.Copy, StressReference.AreEqual(source, target, length));
        new Span<byte>(target, length).Fill((byte)loop);
        target[length - 1] ^= breaks && s_broken == StressCheck.Fill ? (byte)1 : (byte)0;
        Expect(StressCheck.Fill, StressReference.IsAll(target, length, (byte)loop));
    }

    private static void Checksums(byte* source, bool breaks)
    {
        uint crc = System.IO.Hashing.Crc32.HashToUInt32(new ReadOnlySpan<byte>(source, CheckedBytes));
        uint crcC = 0;
        for (int index = 0; index < CheckedBytes; index++)
        {
            crcC = BitOperations.Crc32C(crcC, source[index]);
        }

        crc ^= breaks && s_broken == StressCheck.Crc ? 1u : 0;
        Expect(StressCheck.Crc, crc == StressReference.Crc32(source, CheckedBytes)
            && crcC == StressReference.Crc32C(0, source, CheckedBytes));
    }

    private static void Calls(ref StressCounts counts, uint loop, bool breaks)
    {
        for (uint count = 0; count < Increments; count++)
        {
            uint value = loop * count;
            uint result = Versioned(value, ref counts) ^ (breaks && s_broken == StressCheck.Call ? 1u : 0);
            Expect(StressCheck.Call, result == (value * 5) + 1);
        }
    }

    private static void Locked(bool breaks)
    {
        for (int count = 0; count < Increments; count++)
        {
            bool taken = false;
            s_lock.Enter(ref taken);
            bool areEqual = s_locked == s_lockedToo;
            s_locked++;
            s_lockedToo += breaks && s_broken == StressCheck.Lock && count == 0 ? 2 : 1;
            s_lock.Exit();
            Expect(StressCheck.Lock, areEqual);
        }
    }

    [Fallback(nameof(FromFallback)), AlternativeCall(nameof(FromVersion), CpuCap.AlwaysSystem)]
    private static extern uint Versioned(uint value, ref StressCounts counts);

    private static uint FromFallback(uint value, ref StressCounts counts)
    {
        counts.FallbackCalls++;
        return (value << 2) + value + 1;
    }

    private static uint FromVersion(uint value, ref StressCounts counts)
    {
        counts.VersionCalls++;
        return (value * 5) + 1;
    }

    // The first few are named, by the core that found them.
    private static void Expect(StressCheck check, bool isRight)
    {
        const int Named = 3;
        if (isRight || Interlocked.Increment(ref s_wrong) > Named)
        {
            return;
        }

        Log.Begin();
        Log.Text("stress: wrong on CPU "u8);
        Log.Decimal((ulong)Cores.Current);
        Log.Text(": "u8);
        Log.Text(StressChecks.Name(check));
        Log.End();
    }
}
