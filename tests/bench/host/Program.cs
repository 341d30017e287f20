using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Bench;

internal static class Program
{
    private const int LargestTable = 100_000;

    private static readonly int[] s_cores = [1, 2, 4, 8, 16, 64];

    private static async Task<int> Main()
    {
        try
        {
            BenchResults results = await MeasureAsync(BenchPlan.Load(Repository.PathOf("tests", "bench", "bench.txt")));
            results.Save(Repository.PathOf("out", "bench.json"));
            new BenchTables(Console.Out).Write(results);
            return results.Linux.All(cost => cost.DifferentWords == 0) && results.Calls.All(cost => cost.Broken.Count == 0)
                && results.Cores.All(cost => cost.Broken.Count == 0) ? 0 : 1;
        }
        catch (BenchException exception)
        {
            await Console.Error.WriteLineAsync($"bench: {exception.Message}");
            return 1;
        }
    }

    private static async Task<BenchResults> MeasureAsync(BenchPlan plan)
    {
        List<CpuCost> cpus = [];
        foreach (string cpu in plan.TableCpus)
        {
            cpus.Add(await BenchGuest.TablesAsync(cpu, LargestTable));
        }

        List<LinuxCost> linux = [];
        if (LinuxTable.Open(Repository.Root) is { } table)
        {
            foreach (LinuxCpu cpu in table.Cpus)
            {
                linux.Add(await BenchGuest.LinuxAsync(table, cpu, plan.Linux.GetValueOrDefault(cpu.Name)));
            }
        }

        List<BootCost> boots = [];
        foreach (string cpu in plan.BootCpus)
        {
            boots.Add(await ImageBench.BootAsync(cpu));
        }

        List<CallCost> calls = [];
        foreach (string cpu in plan.CallCpus)
        {
            calls.AddRange(await CallBench.MeasureAsync(cpu));
        }

        List<CoreCost> cores = [];
        foreach (string cpu in plan.CoreCpus)
        {
            cores.Add(await CoreBench.MeasureAsync(cpu, s_cores));
        }

        Version qemu = await QemuRun.VersionAsync();
        return new BenchResults(BenchResults.CurrentSchema, qemu.ToString(), ImageBench.Sections(), boots, calls, cores, cpus, linux);
    }
}
