using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Elf;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;

namespace BareMetal.Bench;

/// <summary>
/// Loops around alternatives of C#: what an iteration takes, patched and not, beside the same loop as ilc compiles it alone.
/// </summary>
public static class CallBench
{
    /// <summary>Measures all of them on a CPU.</summary>
    /// <param name="cpu">QEMU's CPU model.</param>
    public static async Task<IReadOnlyList<CallCost>> MeasureAsync(string cpu)
    {
        BootLog[] patched = await BootAsync(cpu, "");
        Dictionary<string, CallCount> ours = Counts(patched);
        Dictionary<string, CallCount> without = Counts(await BootAsync(cpu, $"alt.skip=0-{patched[0].Report.Entries.Count - 1}"));
        ElfFile elf = ElfFile.Load(Path.Combine(BenchGuest.Folder, "baremetal.elf"));
        var patches = new Dictionary<ulong, uint>();
        foreach (EntryLine entry in patched[0].Report.Entries.Where(entry => entry.Action == EntryAction.Patched))
        {
            foreach ((int word, uint instruction) in entry.New.Index())
            {
                patches[entry.Orig + (ulong)(word * sizeof(uint))] = instruction;
            }
        }

        return [.. CallOperation.All.Select(operation => Cost(cpu, operation, ours, without, elf, patches))];
    }

    private static Task<BootLog[]> BootAsync(string cpu, string append)
    {
        BootCase boot = BenchGuest.Case(cpu) with { Append = $"alt.report=json bench.calls=1 {append}" };
        return Task.WhenAll(QemuRun.StartAsync(boot), QemuRun.StartAsync(boot));
    }

    private static Dictionary<string, CallCount> Counts(BootLog[] logs) =>
        BenchGuest.Of<CallCount>(BenchGuest.Reported(logs), "call").ToDictionary(count => count.Loop);

    private static CallCost Cost(
        string cpu,
        CallOperation operation,
        Dictionary<string, CallCount> patched,
        Dictionary<string, CallCount> unpatched,
        ElfFile elf,
        Dictionary<ulong, uint> patches)
    {
        string loop = $"bm_loop_{operation.Name}";
        string known = $"bm_upper_{operation.Name}";
        var ours = new LoopCode(elf, loop, patches);
        var upper = new LoopCode(elf, known, patches);
        CallCost cost = new()
        {
            Cpu = cpu,
            Operation = operation.Name,
            Patched = Ran(patched[loop]),
            Unpatched = Ran(unpatched[loop]),
            Static = patched[known].PerIteration,
            Baseline = Ran(patched[$"bm_baseline_{operation.Name}"]),
            Tested = Ran(patched[$"bm_tested_{operation.Name}"]),
            Convention = ours.Length - operation.Own - (upper.Length - operation.StaticOwn),
            ConventionOnce = ours.Around - upper.Around,
            Body = ours.Text(),
            StaticBody = upper.Text(),
            Broken = [],
        };
        return cost with { Broken = CallRules.Broken(operation, cost, ours) };
    }

    private static double Ran(CallCount count) => count.PerIteration ?? throw new BenchException($"{count.Loop} didn't run");
}
