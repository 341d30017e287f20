using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;
using BareMetal.Patcher;
using Internal.Runtime.CompilerHelpers;

namespace System;

/// <summary>Random numbers: RNDR where the CPU has it, splitmix64 seeded by the counter where not.</summary>
public class Random
{
    private static ulong s_state;

    public static Random Shared { get; } = new();

    /// <summary>At least 0, less than <see cref="int.MaxValue"/>.</summary>
    public virtual int Next() => (int)Below(int.MaxValue);

    /// <summary>At least 0, less than <paramref name="maxValue"/>; 0 where that is 0.</summary>
    public virtual int Next(int maxValue) => Next(0, maxValue);

    /// <summary>At least <paramref name="minValue"/>, less than <paramref name="maxValue"/>.</summary>
    public virtual int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    /// <summary>At least 0, less than <see cref="long.MaxValue"/>.</summary>
    public virtual long NextInt64() => (long)Below(long.MaxValue);

    /// <summary>At least 0, less than <paramref name="maxValue"/>; 0 where that is 0.</summary>
    public virtual long NextInt64(long maxValue) => NextInt64(0, maxValue);

    /// <summary>At least <paramref name="minValue"/>, less than <paramref name="maxValue"/>.</summary>
    public virtual long NextInt64(long minValue, long maxValue)
    {
        if (minValue > maxValue)
        {
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        }

        return minValue + (long)Below((ulong)(maxValue - minValue));
    }

    public virtual void NextBytes(Span<byte> buffer)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (byte)Random64();
        }
    }

    // The high half of a 128-bit product spreads 64 random bits over [0, limit) with a bias below 2^-64 * limit.
    private static ulong Below(ulong limit) => Math.BigMul(Random64(), limit, out _);

    [Fallback(nameof(NextSeeded)), AlternativeCall(nameof(NextByRndr), CpuCap.HasRng)]
    private static extern ulong Random64();

    private static ulong NextByRndr()
    {
        // RNDR fails now and then when asked faster than its source refills.
        const int Tries = 10;

        for (int i = 0; i < Tries; i++)
        {
            if (TryReadRndr(out ulong value))
            {
                return value;
            }
        }

        return NextSeeded();
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_random64")]
    private static extern bool TryReadRndr(out ulong value);

    /// <summary>splitmix64 (Steele, Lea, Flood 2014).</summary>
    private static ulong NextSeeded()
    {
        const ulong Gamma = 0x9E3779B97F4A7C15;

        if (s_state == 0)
        {
            Interlocked.CompareExchange(ref s_state, (ulong)Stopwatch.GetTimestamp(), 0);
        }

        ulong z = Interlocked.Add(ref s_state, Gamma);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
