using System.Threading;
using BareMetal.Testing;
using BareMetal.Threading;

// SAFETY: Increment takes no argument, and the sum is a static.
internal static unsafe class Tests
{
    private const int Increments = 10_000;

    private static int s_sum;

    // make test SMP=1, SMP=4: the same with any number of cores.
    [Test]
    private static void There_are_23000_primes_below_262144() => Assert.Equal(23000, Primes.Count());

    [Test]
    private static void The_count_is_the_same_once_more()
    {
        Primes.Count();
        Assert.Equal(23000, Primes.Count());
    }

    [Test]
    private static void No_increment_of_any_core_is_lost()
    {
        s_sum = 0;
        Cores.RunOnAll(&Increment, null);
        Assert.Equal(Increments * Cores.Count, s_sum);
    }

    private static void Increment(void* argument)
    {
        for (int i = 0; i < Increments; i++)
        {
            Interlocked.Increment(ref s_sum);
        }
    }
}
