using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>BareMetal.Threading, SpinLock and the console on several cores, by tests/guest/Thread*.cs.</summary>
[Trait("Area", "Several cores")]
public sealed partial class ThreadTests : IClassFixture<GuestFixture>
{
    private const int Cores = 4;
    private const int LinesOfEach = 50;

    [Trait("Rule", "barrier, lock, a variable of each core, work")]
    [Theory]
    [InlineData("max", 1, 1, "")]
    [InlineData("max", Cores, Cores, "")]
    [InlineData("cortex-a53", Cores, Cores, "")]
    [InlineData("cortex-a76", 8, 3, "maxcpus=3")]
    public async Task Cores_do_what_BareMetal_Threading_promises(string cpu, int cores, int online, string arguments)
    {
        BootLog log = await RunAsync("threads", cpu, cores, arguments);

        BootAssert.None(log.After("corelib: wrong: "), log);
        BootAssert.Passed(log);
        BootAssert.Logged(log, $"smp: Brought up {online} CPU");

        // Three of the checks are made with each further core.
        BootAssert.Logged(log, $"corelib: {12 + (3 * (online - 1))} checks, 0 failed");
    }

    [Fact]
    public async Task On_a_Pi_as_well()
    {
        BootLog log =
            await SharedBoots.LogAsync(
                new BootCase { Image = GuestFixture.Image, Machine = "raspi4b", Append = "test=threads alt.report=quiet" });

        BootAssert.None(log.After("corelib: wrong: "), log);
        BootAssert.Passed(log);
        BootAssert.Logged(log, "smp: Brought up 4 CPUs");
    }

    /// <summary>Lines in several parts, also ones that are longer than what a core keeps.</summary>
    [Trait("Rule", "lines come out whole, also those longer than a core's buffer")]
    [Fact]
    public async Task Lines_of_all_cores_come_out_whole()
    {
        BootLog log = await RunAsync("lines");

        BootAssert.Passed(log);
        Dictionary<string, int> counts = log.Lines
            .Select(line => Line().Match(line))
            .Where(match => match.Success)
            .GroupBy(match => $"{match.Groups["kind"]} {match.Groups["core"]}")
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        BootAssert.True(counts.Count == 3 * Cores && counts.Values.All(count => count == LinesOfEach), string.Join('\n', counts), log);

        // Nothing else, such as half of a line, or an empty one.
        int first = log.Lines.ToList().FindIndex(line => line.EndsWith("test: lines", StringComparison.Ordinal));
        string[] others = [.. log.Lines.Skip(first + 1).Where(line => !Line().IsMatch(line))];
        BootAssert.True(others is [{ } verdict, ""] && SerialVerdict.Parse(verdict) is not null, string.Join('\n', others), log);
    }

    [Fact]
    public async Task The_log_in_memory_has_whole_lines_as_well()
    {
        BootCase boot = new() { Image = GuestFixture.Image, CpuCount = Cores, Append = "test=lines alt.report=quiet baremetal.exit=halt" };

        (BootLog log, (char Stage, string Log) seen) =
            await WatchedBoot.RunAsync(boot, qmp => LogInMemory.ReadAsync(qmp, ImageFile.LoadAddress, ImageFile.Guest));

        string[] lines = seen.Log.Split('\n');
        int first = Array.FindIndex(lines, line => line.EndsWith("test: lines", StringComparison.Ordinal)) + 1;
        BootAssert.True(first > 0 && lines.Length > first + Cores, $"too little in memory:\n{seen.Log}", log);
        Assert.Equal(LogInMemory.Capacity, seen.Log.Length);
        Assert.All(lines[first..^1], line => Assert.Matches(Line(), line));
    }

    [Trait("Rule", "what can't be is a panic with the core's number")]
    [Trait("Rule", "one core reports, alone")]
    [Theory]
    [InlineData("run-on-core-0", 0, "panic: invalid operation at ", " Cores.OtherOnline+0x", "FAIL bad-argument (12)")]
    [InlineData("run-on-no-core", 0, "panic: argument out of range at ", " Cores.OtherOnline+0x", "FAIL index-out-of-range (6)")]
    [InlineData("wait-for-self", 1, "panic: invalid operation at ", " Cores.OtherOnline+0x", "FAIL bad-argument (12)")]
    [InlineData("run-on-all-twice", 1, "panic: invalid operation at ", " Cores.RunOnAll+0x", "FAIL bad-argument (12)")]
    [InlineData("percore-not-made", 0, "panic: invalid operation at ", " ThreadFaults.Run+0x", "FAIL bad-argument (12)")]
    [InlineData("percore-full", 0, "panic: PerCore: no room left in the pages of the cores; keep an array", " ThreadFaults.Run+0x",
        "FAIL fail-fast (11)")]
    [InlineData("barrier-for-none", 0, "panic: invalid operation at ", " CoreBarrier.SignalAndWait+0x", "FAIL bad-argument (12)")]
    [InlineData("lock-twice", 0, "panic: invalid operation at ", " SpinLock.Enter+0x", "FAIL bad-argument (12)")]
    [InlineData("unlock-of-another", 0, "panic: invalid operation at ", " ThreadFaults.Run+0x", "FAIL bad-argument (12)")]
    [InlineData("panic-on-core", 1, "panic: division by zero at ", " ThreadFaults.Divide+0x", "FAIL divide-by-zero (8)")]
    [InlineData("exception-on-core", 2, "synchronous exception: data abort, permission fault on write", " ThreadFaults.Store+0x",
        "FAIL exception (3)")]
    [InlineData("stack-overflow-on-core", 1, "synchronous exception: data abort, translation fault on write", " ThreadFaults.Recurse+0x",
        "FAIL stack-overflow (5)")]
    [InlineData("panic-after-open-line", 0, "panic: division by zero at ", " ThreadFaults.Run+0x", "FAIL divide-by-zero (8)")]
    public async Task What_ends_the_program_is_reported_once_and_names_its_core(
        string test, int core, string words, string place, string verdict)
    {
        BootLog log = await RunAsync(test);

        BootAssert.Failed(log, verdict);
        BootAssert.True(
            words.EndsWith(" at ", StringComparison.Ordinal) ? log.After(words).Any(Names) : log.Contains(words) && log.Contains(place),
                $"{words}, {place}", log);
        BootAssert.Logged(log, $"on CPU{core}");

        // The report has the console alone, to the verdict.
        List<string> lines = [.. log.Lines];
        int report = lines.FindIndex(line => line.Contains(words, StringComparison.Ordinal));
        BootAssert.True(
            lines.Skip(report).All(line => !line.Contains(" writes line ", StringComparison.Ordinal)), "other output in the report", log);

        bool Names(string rest) => rest.Contains(place, StringComparison.Ordinal);
    }

    [Trait("Rule", "one core reports, alone")]
    [Fact]
    public async Task Where_all_cores_panic_one_report_comes_out()
    {
        BootCase boot =
            new() { Image = GuestFixture.Image, CpuCount = Cores, Append = "test=panics-on-all alt.report=quiet baremetal.exit=halt" };

        // The machine goes on after the verdict, so other cores could still say something.
        (BootLog log, (char Stage, string Log) seen) = await WatchedBoot.RunAsync(boot, async qmp =>
        {
            await LogInMemory.ReadAsync(qmp, ImageFile.LoadAddress, ImageFile.Guest);
            await Task.Delay(TimeSpan.FromSeconds(2));
            return await LogInMemory.ReadAsync(qmp, ImageFile.LoadAddress, ImageFile.Guest);
        });

        BootAssert.True(log.After("panic: ").Count() == 1 && seen.Log.Split("panic: ").Length == 2, "more than one panic", log);
        Assert.EndsWith("FAIL divide-by-zero (8)\n", seen.Log, StringComparison.Ordinal);
    }

    [Trait("Rule", "a core that doesn't stop is named, and nothing is written")]
    [Fact]
    public async Task A_core_that_does_not_stop_is_named_and_the_next_stop_may_go_better()
    {
        BootLog log = await RunAsync("stop-of-stuck-core");

        BootAssert.Logged(log, "rendezvous: CPU 1 doesn't come to the rendezvous, so nothing is patched: ");
        BootAssert.Logged(log, "] not stopped");
        BootAssert.Logged(log, "] stopped the next time");
        BootAssert.True(log.After("rendezvous: ").Count() == 1, "another core is named", log);
    }

    [Trait("Rule", "the boot core alone stops others")]
    [Fact]
    public async Task Only_the_boot_core_stops_the_others()
    {
        BootLog log = await RunAsync("stop-by-another");

        BootAssert.Logged(log, "rendezvous: CPU 1 can't stop the others: patch on the boot core, where Main runs");
        BootAssert.Logged(log, "] not stopped");
    }

    private static Task<BootLog> RunAsync(string test, string cpu = "max", int cores = Cores, string arguments = "") =>
        SharedBoots.LogAsync(new BootCase
        {
            Image = GuestFixture.Image,
            Cpu = cpu,
            CpuCount = cores,
            Append = $"test={test} alt.report=quiet {arguments}".TrimEnd(),
        });

    [GeneratedRegex(
        @"^(?:(?<kind>line) of core (?<core>\d), number \d+|\[ *\d+\.\d{6}\] (?<kind>log) of core (?<core>\d), number \d+|"
            + @"(?<kind>long) line \d+(?:, of core (?<core>\d))(?:, of core \k<core>){29})$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
