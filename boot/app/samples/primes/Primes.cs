using System;
using System.Runtime.CompilerServices;
using System.Threading;
using BareMetal.Threading;

/// <summary>
/// Counts primes on all cores at once. First all find the small ones, by trial; after the barrier, where these are known to every
/// core, all strike out their multiples in pieces of the numbers. Who is done with a piece takes the next one, so it works with any
/// number of cores, one too.
/// </summary>
// SAFETY: Work takes no argument, and what cores share are statics.
internal static unsafe class Primes
{
    public const int Limit = 1 << 18;

    private const int SmallLimit = 1 << 9;
    private const int Piece = 1 << 11;

    private static SmallFlags s_isSmallPrime;
    private static int s_nextSmall;
    private static int s_nextPiece;
    private static CoreBarrier s_barrier;
    private static PerCore<int> s_found;
    private static bool s_hasPlace;

    /// <summary>How many there are below <see cref="Limit"/>.</summary>
    public static int Count()
    {
        if (!s_hasPlace)
        {
            s_found = new PerCore<int>();
            s_hasPlace = true;
        }

        for (int core = 0; core < Cores.Limit; core++)
        {
            if (Cores.IsOnline(core))
            {
                s_found[core] = 0;
            }
        }

        s_nextSmall = 1;
        s_nextPiece = -Piece;
        s_barrier = new CoreBarrier(Cores.Count);
        Cores.RunOnAll(&Work, null);
        int sum = 0;
        for (int core = 0; core < Cores.Limit; core++)
        {
            sum += Cores.IsOnline(core) ? s_found[core] : 0;
        }

        return sum;
    }

    /// <summary>How many of them a core found, the last time.</summary>
    public static int FoundBy(int core) => s_found[core];

    private static void Work(void* argument)
    {
        for (int number = Interlocked.Increment(ref s_nextSmall); number < SmallLimit; number = Interlocked.Increment(ref s_nextSmall))
        {
            s_isSmallPrime[number] = IsPrime(number);
        }

        s_barrier.SignalAndWait();
        for (int start = Interlocked.Add(ref s_nextPiece, Piece); start < Limit; start = Interlocked.Add(ref s_nextPiece, Piece))
        {
            s_found.Current += CountFrom(start);
        }
    }

    private static bool IsPrime(int number)
    {
        int divisor = 2;
        while (divisor * divisor <= number && number % divisor != 0)
        {
            divisor++;
        }

        return divisor * divisor > number;
    }

    private static int CountFrom(int start)
    {
        Span<bool> isStruck = stackalloc bool[Piece];
        isStruck.Clear();
        for (int prime = 2; prime < SmallLimit; prime++)
        {
            if (s_isSmallPrime[prime])
            {
                int first = Math.Max(prime * prime, (start + prime - 1) / prime * prime);
                for (int multiple = first; multiple < start + Piece; multiple += prime)
                {
                    isStruck[multiple - start] = true;
                }
            }
        }

        int count = 0;
        for (int number = Math.Max(start, 2); number < start + Piece; number++)
        {
            count += isStruck[number - start] ? 0 : 1;
        }

        return count;
    }

    [InlineArray(SmallLimit)]
    private struct SmallFlags
    {
        private bool _first;
    }
}
