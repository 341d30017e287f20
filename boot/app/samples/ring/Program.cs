using System;
using System.Diagnostics;
using BareMetal.Patcher;

internal static class Program
{
    private const int Rounds = 10_000;

    private static Ring s_ring;

    [CpusHave(CpuCap.HasLseAtomics)]
    private static extern bool HasLse { get; }

    public static int Main(BootArguments arguments)
    {
        s_ring.Initialize();
        ulong sum = 0;
        long start = Stopwatch.GetTimestamp();
        for (ulong i = 1; i <= Rounds; i++)
        {
            s_ring.TryEnqueue(i);
            s_ring.TryDequeue(out ulong value);
            sum += value;
        }

        long end = Stopwatch.GetTimestamp();
        Console.Write(HasLse ? "ring by CASAL: sum " : "ring by exclusives: sum ");
        Console.WriteLine(sum);
        Console.Write("ticks: ");
        Console.WriteLine(end - start);
        return sum == (ulong)Rounds * (Rounds + 1) / 2 ? 0 : 1;
    }
}
