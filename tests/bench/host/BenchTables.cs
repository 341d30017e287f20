using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace BareMetal.Bench;

/// <summary>Results for a reader.</summary>
/// <param name="writer">Where they go.</param>
internal sealed class BenchTables(TextWriter writer)
{
    public void Write(BenchResults results)
    {
        foreach (CpuCost cpu in results.Cpus)
        {
            WriteKinds(cpu);
            WriteGrowth(cpu);
        }

        WriteLinux(results);
        WriteCalls(results);
        WriteCores(results);
        WriteBoots(results);
    }

    private void WriteKinds(CpuCost cpu)
    {
        writer.WriteLine($"{cpu.Cpu}: instructions for an entry, by kind ({cpu.Kinds[0].Entries:N0} entries, sorted)");
        writer.WriteLine(
            $"  {"",-14}{"validate",10}{"plan",10}{"commit",10}{"maintain",10}{"readback",10}{"total",10}{"C",10}{"ours/C",10}{"DC",8}"
            + $"{"IC",4}{"C's DC",8}");
        foreach (KindCost kind in cpu.Kinds)
        {
            writer.Write($"  {kind.Kind,-14}");
            foreach (long phase in (long[])[kind.Validate, kind.Plan, kind.Commit, kind.Maintain, kind.Readback, kind.Total, kind.C])
            {
                writer.Write($"{(double)phase / kind.Entries,10:N1}");
            }

            writer.WriteLine($"{kind.Ratio,10:N2}{kind.Dc,8:N0}{kind.Ic,4}{kind.CDc,8:N0}");
        }

        writer.WriteLine();
    }

    private void WriteGrowth(CpuCost cpu)
    {
        writer.WriteLine($"{cpu.Cpu}: instructions by size of the table, entries of all kinds in turn");
        writer.WriteLine($"  {"",-10}{"entries",10}{"total",14}{"an entry",10}{"off line",10}{"C",12}");
        foreach (GrowthCost cost in cpu.Growth)
        {
            writer.WriteLine(
                $"  {cost.Order,-10}{cost.Entries,10:N0}{cost.Total,14:N0}{cost.PerEntry,10:N1}{cost.FromLinear,10:P2}{cost.C,12:N0}");
        }

        writer.WriteLine();
    }

    private void WriteLinux(BenchResults results)
    {
        if (results.Linux.Count == 0)
        {
            writer.WriteLine($"Linux's own table: skipped, {LinuxTable.Missing}");
            writer.WriteLine();
            return;
        }

        writer.WriteLine($"Linux's own table ({results.Linux[0].Entries:N0} entries): instructions of both passes");
        writer.WriteLine(
            $"  {"",-14}{"validate",12}{"plan",12}{"commit",12}{"maintain",12}{"readback",12}{"total",12}{"Linux's",12}{"ratio",8}"
            + $"{"at most",8}{"wrong words",13}{"arena",12}{"clearing it",13}");
        foreach (LinuxCost cost in results.Linux)
        {
            writer.WriteLine(
                $"  {cost.Recording,-14}{cost.Validate,12:N0}{cost.Plan,12:N0}{cost.Commit,12:N0}{cost.Maintain,12:N0}"
                + $"{cost.Readback,12:N0}{cost.Total,12:N0}"
                + $"{cost.Linux,12:N0}{cost.Ratio,8:N2}{cost.AtMost,8:N2}{cost.DifferentWords,13}{cost.ArenaBytes,12:N0}"
                + $"{cost.Clear,13:N0}");
        }

        writer.WriteLine();
    }

    private void WriteCalls(BenchResults results)
    {
        writer.WriteLine("Alternatives of C#: instructions of an iteration, the loop's own included");
        writer.WriteLine(
            $"  {"",-14}{"",-10}{"patched",10}{"before",10}{"static",10}{"baseline",10}{"tested",10}{"convention",12}{"once",6}");
        foreach (CallCost cost in results.Calls)
        {
            writer.WriteLine(
                $"  {cost.Cpu,-14}{cost.Operation,-10}{cost.Patched,10}{cost.Unpatched,10}"
                + $"{cost.Static?.ToString(CultureInfo.InvariantCulture) ?? "-",10}{cost.Baseline,10}{cost.Tested,10}"
                + $"{cost.Convention,12}{cost.ConventionOnce,6}");
        }

        writer.WriteLine();
        foreach (CallCost cost in results.Calls.Where(cost => cost.Static is not null))
        {
            writer.WriteLine($"  {cost.Cpu,-14}{cost.Operation,-10}patched: {string.Join("; ", cost.Body)}");
            writer.WriteLine($"  {"",-24}static:  {string.Join("; ", cost.StaticBody)}");
        }

        writer.WriteLine();
        foreach (string broken in results.Calls.SelectMany(cost => cost.Broken))
        {
            writer.WriteLine($"  doesn't hold: {broken}");
        }
    }

    private void WriteCores(BenchResults results)
    {
        foreach (CoreCost cost in results.Cores)
        {
            writer.WriteLine($"{cost.Cpu}: instructions of a rendezvous and of a boot, by number of cores");
            writer.WriteLine(
                $"  {"cores",10}{"stop",8}{"resume",8}{"all",8}{"commit",10}{"stopped",10}{"undo",10}{"stopped",10}{"to program",14}"
                + $"{"off line",10}");
            foreach (CoreGrowth growth in cost.Growth)
            {
                writer.WriteLine(
                    $"  {growth.Cores,10}{growth.Stop,8:N0}{growth.Resume,8:N0}{growth.All,8:N0}{growth.Commit,10:N0}"
                    + $"{growth.StoppedCommit,10:N0}"
                    + $"{growth.Undo,10:N0}{growth.StoppedUndo,10:N0}{growth.Boot,14:N0}{growth.FromLinear,10:P2}");
            }

            writer.WriteLine(
                $"  a further core adds to a rendezvous: {cost.RendezvousOnBootCore:N0} on the boot core, {cost.RendezvousOwn:N0} of "
                + "its own");
            writer.WriteLine(
                $"  a further core adds to a boot: {cost.StartAll:N0}, of which its own {cost.Start.Own} (arrive {cost.Start.Arrive}, "
                + $"stand {cost.Start.Stand}, join {cost.Start.Join}); the first of them {cost.StartOnce:N0} more");
            writer.WriteLine(
                $"  a turn of a core that waits: {cost.Start.WaitingTurn} for its order, {cost.Start.StandingTurn} in the rendezvous, "
                + $"{cost.Start.IdleTurn} for work");
            writer.WriteLine();
        }

        foreach (string broken in results.Cores.SelectMany(cost => cost.Broken))
        {
            writer.WriteLine($"  doesn't hold: {broken}");
        }
    }

    private void WriteBoots(BenchResults results)
    {
        writer.WriteLine("out/Image: instructions from reset to power off");
        foreach (BootCost boot in results.Boots)
        {
            writer.WriteLine($"  {boot.Cpu,-14}{boot.Instructions,12:N0}");
        }

        writer.WriteLine();
        writer.WriteLine("out/Image: bytes of each section");
        foreach (SectionSize section in results.Image)
        {
            writer.WriteLine($"  {section.Section,-20}{section.Bytes,10:N0}");
        }

        writer.WriteLine();
        writer.WriteLine("Every boot was run twice, with equal counts.");
    }
}
