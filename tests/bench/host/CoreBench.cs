using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Bench;

/// <summary>What several cores cost: a rendezvous, and each further core in a boot.</summary>
public static class CoreBench
{
    // A GICv2 has room for eight.
    private static readonly string[] s_machine = ["-M", "gic-version=3"];

    /// <summary>Measures machines with numbers of cores.</summary>
    /// <param name="cpu">QEMU's CPU model.</param>
    /// <param name="cores">One, then at least three more numbers, in order.</param>
    public static async Task<CoreCost> MeasureAsync(string cpu, params int[] cores)
    {
        List<CoreGrowth> growth = [];
        foreach (int count in cores)
        {
            growth.Add(await RunAsync<CoreGrowth>(cpu, count, $"bench.rendezvous={BenchGuest.TablesAddress}", "rendezvous"));
        }

        return new CoreCost(cpu, FromLine(growth), await RunAsync<CoreStart>(cpu, 2, "maxcpus=1 bench.start=1", "start"));
    }

    private static async Task<T> RunAsync<T>(string cpu, int cores, string append, string bench)
    {
        BootCase boot = BenchGuest.Case(cpu);
        boot = boot with { CpuCount = cores, Append = $"alt.report=quiet {append}", QemuArguments = [.. boot.QemuArguments, .. s_machine] };
        return BenchGuest.Of<T>(BenchGuest.Reported(await Task.WhenAll(QemuRun.StartAsync(boot), QemuRun.StartAsync(boot))), bench)
            .Single();
    }

    private static IReadOnlyList<CoreGrowth> FromLine(List<CoreGrowth> growth)
    {
        double slope = (double)(growth[2].Boot - growth[1].Boot) / (growth[2].Cores - growth[1].Cores);
        double line = growth[1].Boot - (growth[1].Cores - 1) * slope;
        return [growth[0],
            .. growth.Skip(1)
                .Select(cost => cost with { FromLinear = Math.Round((cost.Boot - line) / ((cost.Cores - 1) * slope) - 1, 4) })];
    }
}
