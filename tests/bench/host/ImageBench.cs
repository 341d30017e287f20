using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Elf;
using BareMetal.BootTest;

namespace BareMetal.Bench;

/// <summary>out/Image itself: its size, and what a boot costs.</summary>
public static class ImageBench
{
    /// <summary>Its sections, in address order.</summary>
    public static IReadOnlyList<SectionSize> Sections() =>
        [.. ElfFile.Load(Repository.PathOf("out", "baremetal.elf")).Sections
            .Where(section => section.Address != 0 && section.Size != 0)
            .OrderBy(section => section.Address)
            .Select(section => new SectionSize(section.Name, (long)section.Size))];

    /// <summary>
    /// Boots it and asks QEMU, which records the run for replay and therefore counts every instruction, how many there were.
    /// </summary>
    public static async Task<BootCost> BootAsync(string cpu)
    {
        long[] counts = await Task.WhenAll(InstructionsAsync(cpu), InstructionsAsync(cpu));
        return counts[0] == counts[1]
            ? new BootCost(cpu, counts[0])
            : throw new BenchException($"two boots of {cpu} differ: {counts[0]} and {counts[1]} instructions");
    }

    private static async Task<long> InstructionsAsync(string cpu)
    {
        string record = Path.GetTempFileName();
        try
        {
            BootCase boot = new() { Cpu = cpu, QemuArguments = ["-icount", $"shift=0,rr=record,rrfile={record}"] };
            (BootLog log, long instructions) = await PoweredOffMachine.AskAsync(boot, (qmp, _) => qmp.InstructionsAsync());
            return log.Passed ? instructions : throw new BenchException($"out/Image didn't boot:\n{log.Serial}{log.Diagnostics}");
        }
        finally
        {
            File.Delete(record);
        }
    }
}
