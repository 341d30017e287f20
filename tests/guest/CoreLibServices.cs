using System;
using System.Diagnostics;

namespace BareMetal.Guest;

/// <summary><see cref="Random"/> and <see cref="Stopwatch"/>.</summary>
internal static class CoreLibServices
{
    private const int Draws = 1000;

    public static void Run()
    {
        Check.Group("services"u8);
        RandomNumbers();
        RandomBytes();
        Time();
    }

    private static void RandomNumbers()
    {
        bool inRange = true;
        int seen = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            int number = Random.Shared.Next(-3, 4);
            inRange &= number is >= -3 and < 4 && Random.Shared.Next() >= 0 && Random.Shared.Next(10) is >= 0 and < 10;
            inRange &= Random.Shared.NextInt64() >= 0 && Random.Shared.NextInt64(1L << 40) is >= 0 and < 1L << 40;
            seen |= 1 << (number + 3);
        }

        Check.That("random numbers are in their range"u8, inRange);
        Check.That("random numbers are all of their range"u8, seen == 0b111_1111);
        Check.That("random numbers differ"u8, Random.Shared.NextInt64() != Random.Shared.NextInt64());
        Check.That("ranges of one number and of all"u8,
            Random.Shared.NextInt64(5, 5) == 5
                && Random.Shared.NextInt64(long.MinValue, long.MaxValue) != Random.Shared.NextInt64(long.MinValue, long.MaxValue));
    }

    private static void RandomBytes()
    {
        Span<byte> bytes = stackalloc byte[64];
        bytes.Clear();
        Random.Shared.NextBytes(bytes[..32]);

        Check.That("random bytes"u8, bytes[..32].IndexOf(bytes[32..]) < 0 && bytes[32..].SequenceEqual(stackalloc byte[32]));
    }

    private static void Time()
    {
        long start = Stopwatch.GetTimestamp();
        long end = start;
        for (int step = 0; step < Draws * Draws && end == start; step++)
        {
            end = Stopwatch.GetTimestamp();
        }

        Check.That("time passes, forwards"u8, end > start);
        Check.That("its unit is known"u8, Stopwatch.Frequency is >= 1_000_000 and <= 10_000_000_000);
    }
}
