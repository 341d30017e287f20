using System;
using System.Diagnostics;
using BareMetal.Threading;

internal static class Program
{
    public static int Main()
    {
        long start = Stopwatch.GetTimestamp();
        int count = Primes.Count();
        long ticks = Stopwatch.GetTimestamp() - start;
        for (int core = 0; core < Cores.Limit; core++)
        {
            if (Cores.IsOnline(core))
            {
                Console.Write("core ");
                Console.Write(core);
                Console.Write(" found ");
                Console.WriteLine(Primes.FoundBy(core));
            }
        }

        Console.Write("primes below ");
        Console.Write(Primes.Limit);
        Console.Write(": ");
        Console.Write(count);
        Console.Write(", cores: ");
        Console.WriteLine(Cores.Count);
        Console.Write("ticks: ");
        Console.WriteLine(ticks);
        return count == 23000 ? 0 : 1;
    }
}
