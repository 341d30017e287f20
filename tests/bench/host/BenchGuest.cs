using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Bench;

/// <summary>out/bench/Image under -icount: every boot is run twice, and the two must report the same.</summary>
public static class BenchGuest
{
    private const string Line = "@bench ";

    /// <summary>PA of memory for synthetic tables.</summary>
    internal const string TablesAddress = "44000000";

    /// <summary>Where the guest and its data lie.</summary>
    public static string Folder { get; } = Repository.PathOf("out", "bench");

    /// <summary>Measures synthetic tables.</summary>
    /// <param name="cpu">QEMU's CPU model.</param>
    /// <param name="largest">Where growth ends: 1,000, 10,000 or 100,000 entries.</param>
    public static async Task<CpuCost> TablesAsync(string cpu, int largest)
    {
        BootCase boot = Case(cpu) with { Append = $"alt.report=quiet bench.tables={TablesAddress} bench.largest={largest}" };
        BootLog[] logs = await Task.WhenAll(QemuRun.StartAsync(boot), QemuRun.StartAsync(boot));
        List<string> lines = Reported(logs);
        return new CpuCost(cpu, [.. Of<KindCost>(lines, "kind")], Linearity.Of([.. Of<GrowthCost>(lines, "growth")]));
    }

    /// <summary>Patches a kernel's table as on a recorded CPU, and compares all of its text.</summary>
    public static async Task<LinuxCost> LinuxAsync(LinuxTable table, LinuxCpu cpu, LinuxTarget? target)
    {
        BootCase boot = Case(cpu.QemuModel) with
        {
            Append = $"alt.report=quiet bench.linux={LinuxGuestData.HeaderAddress:x}",
            QemuArguments = [.. Icount, .. new LinuxGuestData(table, Folder).Write(cpu)],
        };
        int bytes = table.Text.Length * sizeof(uint);
        (BootLog Log, byte[] Text)[] runs = await Task.WhenAll(
            PoweredOffMachine.ReadMemoryAsync(boot, LinuxGuestData.TextAddress, bytes),
            PoweredOffMachine.ReadMemoryAsync(boot, LinuxGuestData.TextAddress, bytes));
        LinuxCost cost = Of<LinuxCost>(Reported([.. runs.Select(run => run.Log)]), "linux").Single();
        return cost with
        {
            Recording = cpu.Name,
            DifferentWords = runs.Max(run => table.Differences(MemoryMarshal.Cast<byte, uint>(run.Text).ToArray(), cpu).Count()),
            Linux = target?.Instructions,
            AtMost = target?.AtMost,
        };
    }

    private static string[] Icount => ["-icount", "shift=0,sleep=off"];

    /// <summary>A boot of the guest in which instructions are counted.</summary>
    /// <param name="cpu">QEMU's CPU model.</param>
    public static BootCase Case(string cpu) => new()
    {
        Cpu = cpu,
        Image = System.IO.Path.Combine(Folder, "Image"),
        Memory = LinuxGuestData.Memory,
        QemuArguments = Icount,
    };

    /// <summary>The JSON of the measurements in which all runs of a boot agree.</summary>
    public static List<string> Reported(params BootLog[] logs)
    {
        foreach (BootLog log in logs.Where(log => !log.Passed))
        {
            throw new BenchException($"a measurement failed:\n{log.Serial}{log.Diagnostics}");
        }

        List<string> first = [.. logs[0].After(Line)];
        return logs.All(log => log.After(Line).SequenceEqual(first))
            ? first
            : throw new BenchException($"two runs differ:\n{string.Join('\n', logs.SelectMany(log => log.After(Line)))}");
    }

    internal static IEnumerable<T> Of<T>(List<string> lines, string bench) =>
        lines.Where(line => JsonDocument.Parse(line).RootElement.GetProperty("bench").GetString() == bench)
            .Select(line => JsonSerializer.Deserialize<T>(line, BenchResults.Json)!);
}
