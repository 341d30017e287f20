using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using BareMetal.Bench;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// <c>make bench</c>, with small tables, and Linux's own table at EL1. Counts are exact, so what is asserted has no tolerance but the
/// one that is promised; a count that two runs don't agree on is an exception.
/// </summary>
[Trait("Area", "Cost")]
public sealed class BenchTests : IClassFixture<BenchFixture>
{
    private const double Linear = 0.02;
    private const int LargestTable = 10_000;

    private static readonly string[] s_kinds = ["skip", "replacement", "callback", "replacement4", "branch", "mixed"];
    private static readonly ConcurrentDictionary<string, Lazy<Task<LinuxCost>>> s_linux = new();
    private static readonly Lazy<Task<CpuCost>> s_tables = new(() => BenchGuest.TablesAsync("cortex-a57", LargestTable));
    private static readonly Lazy<Task<IReadOnlyList<CallCost>>> s_calls = new(() => CallBench.MeasureAsync("max"));
    private static readonly Lazy<Task<CoreCost>> s_cores = new(() => CoreBench.MeasureAsync("cortex-a53", 1, 2, 3, 5));

    private static BenchPlan Plan => BenchPlan.Load(Repository.PathOf("tests", "bench", "bench.txt"));

    [Trait("Linux", "Linux's own words on Linux's own table")]
    [Theory]
    [InlineData("a64fx")]
    [InlineData("cortex-a53")]
    [InlineData("cortex-a57")]
    [InlineData("cortex-a72")]
    [InlineData("cortex-a76")]
    [InlineData("max")]
    [InlineData("max-el2-pkvm")]
    [InlineData("neoverse-n1")]
    public async Task At_EL1_linux_gets_the_words_that_it_gave_itself(string recording)
    {
        LinuxCost cost = await LinuxAsync(recording);

        Assert.Equal(30_254, cost.Entries);
        Assert.Equal(0, cost.DifferentWords);
    }

    [Fact]
    public async Task Every_kind_of_entry_is_measured_by_phase()
    {
        CpuCost tables = await s_tables.Value;

        Assert.Equal(s_kinds, tables.Kinds.Select(kind => kind.Kind));
        foreach (KindCost kind in tables.Kinds)
        {
            Assert.Equal(kind.Total, kind.Validate + kind.Plan + kind.Commit + kind.Maintain + kind.Readback);
            bool isWritten = kind.Kind != "skip";
            Assert.Equal(isWritten, kind.Patched != 0);
            Assert.All((long[])[kind.Validate, kind.Plan, kind.Commit, kind.C], count => Assert.InRange(count, 1, int.MaxValue));
            Assert.All(
                (long[])[kind.Maintain, kind.Readback], count => Assert.InRange(count, isWritten ? 1 : 0, isWritten ? int.MaxValue : 0));
        }
    }

    /// <summary>Two sites lie in each line of 64 bytes: the patcher cleans a line once, the loop in C once for each entry.</summary>
    [Trait("Rule", "each line is cleaned once")]
    [Fact]
    public async Task Cache_operations_are_counted()
    {
        CpuCost tables = await s_tables.Value;
        KindCost skip = tables.Kinds[0];
        KindCost replacement = tables.Kinds[1];

        Assert.Equal((0, 0), (skip.Dc, skip.CDc));
        Assert.Equal((replacement.Entries / 2, replacement.Entries), (replacement.Dc, replacement.CDc));
        Assert.Equal((1, 3), (replacement.Ic, replacement.Barriers));
    }

    [Trait("Rule", "cost linear in the table")]
    [Fact]
    public async Task Cost_grows_as_the_table_does()
    {
        CpuCost tables = await s_tables.Value;

        Assert.Equal([100, 1_000, LargestTable, 100, 1_000, LargestTable], tables.Growth.Select(cost => cost.Entries));
        Assert.All(tables.Growth, cost => Assert.InRange(cost.FromLinear, -Linear, Linear));
    }

    /// <summary>
    /// At most 3 instructions more than ilc for a CPU with LSE, fewer than without; a capability test one and its branch.
    /// </summary>
    [Fact]
    public async Task A_patched_site_costs_one_instruction()
    {
        IReadOnlyList<CallCost> calls = await s_calls.Value;

        Assert.Equal(["add", "sum", "test", "version", "constant", "wide"], calls.Select(cost => cost.Operation));
        Assert.Empty(calls.SelectMany(cost => cost.Broken));
        Assert.Contains(calls[0].Body, text => text == "ldaddal w1, w0, [x0]");
        Assert.Contains(calls[2].Body, text => text == "mov w0, #0x1");
        Assert.All(calls, cost => Assert.InRange(cost.Unpatched - cost.Patched, 1, 100));
    }

    /// <summary>On the boot core and by itself, in a rendezvous and in a boot; one core alone waits for none.</summary>
    [Trait("Rule", "a rendezvous and a boot cost as much more with each further core, and one core alone waits for none")]
    [Fact]
    public async Task Each_further_core_costs_as_much_as_the_one_before()
    {
        CoreCost cost = await s_cores.Value;

        Assert.Empty(cost.Broken);
        Assert.Equal([1, 2, 3, 5], cost.Growth.Select(growth => growth.Cores));
        Assert.All(
            (double[])[cost.RendezvousOnBootCore, cost.RendezvousOwn, cost.StartOnBootCore, cost.StartOnce, cost.Start.Arrive,
                cost.Start.Stand, cost.Start.Join],
            count => Assert.InRange(count, 1, int.MaxValue));
    }

    [Fact]
    public async Task What_cores_cost_too_much_is_named()
    {
        CoreCost cost = await s_cores.Value;

        Broken(0, one => one with { Stop = 1_000, All = 1_000 + one.Resume }, "more than 256, or it waits");
        Broken(0, one => one with { All = one.All + 1 }, "more than 256, or it waits");
        Broken(2, three => three with { Stop = three.Stop + 100, All = three.All + 100 }, "the boot core to a rendezvous, more than 128");
        Broken(2, three => three with { All = three.All + 100 }, "instructions for a rendezvous, more than 128");
        Broken(3, five => five with { Stop = five.Stop + 1 }, "5 cores: the boot core's");
        Broken(3, five => five with { All = five.All + 1 }, "5 cores: all cores'");
        Broken(3, five => five with { Commit = five.Commit + 1 }, "5 cores: a commit takes");
        Broken(3, five => five with { StoppedUndo = five.StoppedUndo + 1 }, "for the rendezvous around a commit");
        Broken(3, five => five with { FromLinear = 0.03 }, "5 cores: what they add to a boot is 3.00 % off the line");
        CoreCost slow = cost with { Start = cost.Start with { Arrive = 500 } };
        Assert.Contains(slow.Broken, rule => rule.Contains("instructions to come, more than 384", StringComparison.Ordinal));

        void Broken(int index, Func<CoreGrowth, CoreGrowth> change, string rule)
        {
            CoreCost changed = cost with { Growth = [.. cost.Growth.Select((growth, at) => at == index ? change(growth) : growth)] };
            Assert.Contains(changed.Broken, broken => broken.Contains(rule, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(2, "bench.start=1", "wants a machine with PSCI and two CPUs, booted with maxcpus=1")]
    [InlineData(1, "bench.start=1 maxcpus=1", "wants a machine with PSCI and two CPUs, booted with maxcpus=1")]
    [InlineData(1, "", "bench: nothing asked for")]
    public async Task What_cant_be_measured_is_said(int cores, string append, string message)
    {
        BootLog log =
            await QemuRun.StartAsync(
                BenchGuest.Case("max") with { CpuCount = cores, Append = append }, TestContext.Current.CancellationToken);

        Assert.False(log.Passed);
        BootAssert.Logged(log, message);
    }

    [Fact]
    public async Task A_boot_takes_as_many_instructions_each_time()
    {
        BootCost boot = await ImageBench.BootAsync("cortex-a57");

        Assert.InRange(boot.Instructions, 1_000_000, 1_000_000_000);
    }

    [Fact]
    public async Task The_file_has_what_the_tables_show()
    {
        string path = Path.GetTempFileName();
        try
        {
            LinuxCost linux = new()
            {
                Recording = "max",
                Entries = 4,
                Patched = 3,
                Words = 2,
                ArenaBytes = 64,
                Clear = 9,
                Validate = 1,
                Plan = 1,
                Commit = 1,
                Maintain = 1,
                Readback = 1,
                Total = 5,
                Dc = 1,
                Ic = 1,
                Barriers = 3,
                Linux = 10,
                AtMost = 0.5,
            };
            new BenchResults(1, "10.0.2", ImageBench.Sections(), [new BootCost("max", 7)], await s_calls.Value, [await s_cores.Value],
                [await s_tables.Value], [linux]).Save(path);
            JsonElement file = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).RootElement;

            Assert.Equal(0.5, file.GetProperty("linux")[0].GetProperty("ratio").GetDouble());
            Assert.Equal(0, file.GetProperty("linux")[0].GetProperty("differentWords").GetInt32());
            Assert.Equal(7, file.GetProperty("boots")[0].GetProperty("instructions").GetInt64());
            Assert.Equal(".text", file.GetProperty("image")[0].GetProperty("section").GetString());
            JsonElement cores = file.GetProperty("cores")[0];
            Assert.InRange(cores.GetProperty("start").GetProperty("own").GetInt64(), 100, 1_000);
            Assert.Equal(4, cores.GetProperty("growth").GetArrayLength());
            Assert.Equal(JsonValueKind.Number, cores.GetProperty("rendezvousOnBootCore").ValueKind);
            JsonElement kind = file.GetProperty("cpus")[0].GetProperty("kinds")[0];
            foreach (string name in (string[])[
                "validate", "plan", "commit", "maintain", "readback", "total", "perEntry", "c", "ratio", "dc", "ic", "cDc"])
            {
                Assert.Equal(JsonValueKind.Number, kind.GetProperty(name).ValueKind);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Without_exact_counts_nothing_is_measured()
    {
        BootLog log =
            await QemuRun.StartAsync(new BootCase { Image = Path.Combine(BenchGuest.Folder, "Image"), Append = "bench.tables=44000000" },
                TestContext.Current.CancellationToken);

        Assert.False(log.Passed);
        BootAssert.Logged(log, "bench: this CPU doesn't count INST_RETIRED: boot with -icount shift=0,sleep=off");
    }

    [Fact]
    public void Runs_that_differ_are_no_measurement()
    {
        BootLog one = new("@bench {\"total\":1}\nPASS\n", "", 0);
        BootLog other = new("@bench {\"total\":2}\nPASS\n", "", 0);
        BootLog failed = new("@bench {\"total\":1}\nFAIL program (9)\n", "", 9);

        Assert.Equal(["{\"total\":1}"], BenchGuest.Reported(one, one));
        Assert.Contains(
            "two runs differ", Assert.Throws<BenchException>(() => BenchGuest.Reported(one, other)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "FAIL program", Assert.Throws<BenchException>(() => BenchGuest.Reported(one, failed)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tables")]
    [InlineData("linux max 1 2")]
    [InlineData("tabels max")]
    public void A_line_that_says_nothing_is_refused(string line)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"# {line}\n\n{line}\n");

            Assert.Contains(line, Assert.Throws<InvalidDataException>(() => BenchPlan.Load(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<LinuxCost> LinuxAsync(string recording)
    {
        LinuxTable? table = LinuxTable.Open(Repository.Root);
        Assert.SkipWhen(table is null, LinuxTable.Missing);
        return await s_linux.GetOrAdd(recording, name => new Lazy<Task<LinuxCost>>(() => MeasureAsync(table!, name))).Value;
    }

    private static Task<LinuxCost> MeasureAsync(LinuxTable table, string recording) =>
        BenchGuest.LinuxAsync(table, table.Cpus.Single(cpu => cpu.Name == recording), Plan.Linux.GetValueOrDefault(recording));
}
