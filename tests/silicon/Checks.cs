using System;
using System.Diagnostics;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;

namespace BareMetal.Silicon;

/// <summary>Runs what is patched, and looks whether it computes the same before and after.</summary>
internal static class Checks
{
    private const int Bytes = 1000;

    /// <summary>Whether all is right of code that is patched, or isn't.</summary>
    public static bool AreRight(bool isPatched, ulong frequency)
    {
        int failed = 0;
        failed += Failed("atomics"u8, AtomicsAreRight());
        failed += Failed("memory"u8, MemoryIsRight());
        failed += Failed("acquire load"u8, AcquireLoadIsRight());
        failed += Failed("CRC32"u8, Crc32.HashToUInt32("123456789"u8) == 0xcbf4_3926);
        failed += Failed("bits"u8, BitOperations.PopCount(0x8000_0000_0000_0101ul) == 3);
        failed += Failed("counter"u8, Stopwatch.GetTimestamp() <= Stopwatch.GetTimestamp());
        failed += Failed("counter frequency"u8, (ulong)Stopwatch.Frequency == frequency);
        failed += Failed("self test"u8, !isPatched || SelfTest() == 1);
        failed += Failed("which arm runs"u8, Round() == (isPatched ? 2ul : 1));
        SyncCode(ProcessText.Start, ProcessText.End);
        return failed == 0;
    }

    /// <summary>2 where it is patched, else 1.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_round")]
    public static extern ulong Round();

    private static int Failed(ReadOnlySpan<byte> name, bool right)
    {
        if (!right)
        {
            Program.Line("wrong result: "u8, name);
        }

        return right ? 0 : 1;
    }

    private static bool AtomicsAreRight()
    {
        int word = int.MaxValue;
        long doubleword = -1;
        return Interlocked.Add(ref word, 1) == int.MinValue
            && Interlocked.Exchange(ref word, 7) == int.MinValue
            && Interlocked.CompareExchange(ref word, 9, 8) == 7 && word == 7
            && Interlocked.CompareExchange(ref word, 9, 7) == 7 && word == 9
            && Interlocked.Add(ref doubleword, 1L << 40) == (1L << 40) - 1
            && Interlocked.Exchange(ref doubleword, 11) == (1L << 40) - 1 && doubleword == 11;
    }

    private static bool MemoryIsRight()
    {
        Span<byte> from = stackalloc byte[Bytes];
        Span<byte> to = stackalloc byte[Bytes];
        for (int index = 0; index < Bytes; index++)
        {
            from[index] = (byte)(index * 7);
        }

        to.Fill(0xa5);
        from.Slice(3, Bytes - 5).CopyTo(to.Slice(1));
        bool isRight = to[0] == 0xa5 && to[Bytes - 1] == 0xa5 && to[Bytes - 4] == 0xa5;
        for (int index = 0; index < Bytes - 5; index++)
        {
            isRight &= to[index + 1] == from[index + 3];
        }

        to.Clear();
        for (int index = 0; index < Bytes; index++)
        {
            isRight &= to[index] == 0;
        }

        return isRight;
    }

    private static bool AcquireLoadIsRight()
    {
        uint word = 0x8000_0001;
        ulong doubleword = 0x8000_0000_0000_0001;
        return Volatile.Read(ref word) == 0x8000_0001 && Volatile.Read(ref doubleword) == 0x8000_0000_0000_0001;
    }

    // Traps unless it is patched.
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_self_test_site")]
    private static extern ulong SelfTest();

    // Maintenance of this text, by whichever instructions this CPU needs.
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_sync_code")]
    private static extern void SyncCode(ulong start, ulong end);
}
