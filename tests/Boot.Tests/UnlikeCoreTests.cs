using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// Cores that are made unlike each other by boot arguments for one of them: what boot decides, says, and reports for a replay.
/// </summary>
[Trait("Area", "Capabilities")]
[Trait("Linux", "unlike cores: SANITY CHECK, errata of any, features of all, smallest lines, longest branch history")]
public sealed class UnlikeCoreTests : IClassFixture<ImageFixture>, IClassFixture<GuestFixture>
{
    private const int Cores = 4;

    [Fact]
    public async Task Cores_that_are_alike_are_reported_one_by_one_and_nothing_else_is_said_of_them()
    {
        BootLog log = await BootAsync("cortex-a76", "");

        BootAssert.Logged(log, "smp: Brought up 4 CPUs");
        BootAssert.NotLogged(log, "SANITY CHECK");
        BootAssert.NotLogged(log, "CPU features: CPU");
        Assert.Equal([0, 1, 2, 3], log.Report.Cpus);
        Assert.Equal(Cores, log.Report.Inputs!.Cpus);
        Assert.Equal(
            [0x8000_0000ul, 0x8000_0001ul, 0x8000_0002ul, 0x8000_0003ul], log.Report.Registers.Select(registers => registers["mpidr_el1"]));
        await AssertReplayAgreesAsync(log);
    }

    [Fact]
    public async Task What_one_core_lacks_is_patched_on_none()
    {
        BootLog log = await BootAsync("cortex-a76", "cpu2.id_aa64isar0.atomic=0");

        BootAssert.Logged(log,
            "CPU features: SANITY CHECK: Unexpected variation in SYS_ID_AA64ISAR0_EL1. Boot CPU: 0x00100010211120, CPU2: 0x00100010011120");
        BootAssert.NotLogged(log, "CPU1: 0x");
        BootAssert.NotLogged(log, "detected: LSE atomic instructions");
        EntryLine[] atomics = [.. log.Report.Entries.Where(entry => entry.Capability == "HAS_LSE_ATOMICS")];
        Assert.NotEmpty(atomics);
        Assert.All(atomics, entry => Assert.Equal(EntryAction.Kept, entry.Action));
        Assert.Contains(log.Report.Entries, entry => entry is { Capability: "HAS_LDAPR", Action: EntryAction.Patched });
        Assert.Equal(0x0000_1000_1001_1120ul, log.Report.Inputs!.Effective["id_aa64isar0_el1"]);
        Assert.Equal(0x0000_1000_1021_1120ul, log.Report.Registers[2]["id_aa64isar0_el1"]); // as the hardware has it
        await AssertReplayAgreesAsync(log);
    }

    [Fact]
    public async Task Code_takes_the_smallest_lines_of_any_core_and_no_block_that_one_may_not_clear()
    {
        BootLog log = await BootAsync("cortex-a76", "cpu1.dczid.dzp=1 cpu2.ctr.iminline=2 cpu3.ctr.dminline=3");

        BootAssert.Logged(
            log, "CPU features: SANITY CHECK: Unexpected variation in SYS_DCZID_EL0. Boot CPU: 0x00000000000004, CPU1: 0x00000000000014");
        BootAssert.Logged(
            log, "CPU features: CPU2: cache lines of 64 bytes (data) and 16 (instructions), boot CPU: 64 and 64; the smallest count");
        BootAssert.Logged(
            log, "CPU features: CPU3: cache lines of 32 bytes (data) and 64 (instructions), boot CPU: 64 and 64; the smallest count");
        Assert.Equal(
            (0, 16, 32), (Value(log, "bm_cb_dczva_size"), Value(log, "bm_cb_icache_line_size"), Value(log, "bm_cb_dcache_line_size")));
        await AssertReplayAgreesAsync(log);
    }

    /// <summary>The form in memory does it before patching, and where the site isn't patched.</summary>
    [Fact]
    public async Task Maintenance_that_is_not_patched_takes_the_smallest_lines_too()
    {
        BootLog all = await BootAsync("cortex-a76", "cpu2.ctr.iminline=2 cpu3.ctr.dminline=3");
        int[] sizes =
            [.. all.Report.Entries.Where(entry => entry.Callback is "bm_cb_icache_line_size" or "bm_cb_dcache_line_size")
                .Select(entry => entry.Index)];
        ulong lines = ImageFile.Built.Elf.RequireSymbol("bm_line_bytes");

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(
            SharedBoots.Json("cortex-a76",
                arguments: $"cpu2.ctr.iminline=2 cpu3.ctr.dminline=3 alt.skip={string.Join(',', sizes)}") with
            { CpuCount = Cores },
            (int)(lines - ImageFile.VirtualBase) + (2 * sizeof(uint)));

        BootAssert.Passed(memory.Log);
        Assert.All(sizes, index => Assert.Equal(EntryAction.Kept, memory.Log.Report.Entries[index].Action));
        Assert.Equal((32u, 16u), (ImageFile.Word(memory.Image, lines), ImageFile.Word(memory.Image, lines + sizeof(uint))));
        // loaded code is synchronised by it
        BootAssert.Logged(memory.Log, "alternatives: every site computes the right result after patching");
    }

    [Theory]
    [InlineData("neoverse-v1", "HAS_CACHE_DIC", "cpu3.ctr.dic=0")]
    [InlineData("neoverse-v1", "HAS_CACHE_IDC", "cpu1.ctr.idc=0")]
    public async Task Maintenance_is_left_out_only_where_no_core_needs_it(string cpu, string capability, string arguments)
    {
        BootLog alike = await BootAsync(cpu, "");
        BootLog log = await BootAsync(cpu, arguments);

        Assert.Contains(alike.Report.Entries, entry => entry.Capability == capability && entry.Action == EntryAction.Patched);
        Assert.DoesNotContain(log.Report.Entries, entry => entry.Capability == capability && entry.Action == EntryAction.Patched);
    }

    /// <summary>Cores that are said to protect their branch history need no loop; one that isn't needs it on all.</summary>
    [Theory]
    [InlineData("cpu0.id_aa64pfr0.csv2=3 cpu1.id_aa64pfr0.csv2=3 cpu3.id_aa64pfr0.csv2=3", 8)]
    [InlineData("cpu1.id_aa64pfr0.csv2=3 cpu2.id_aa64pfr0.csv2=3 cpu3.id_aa64pfr0.csv2=3", 8)]
    [InlineData("id_aa64pfr0.csv2=3", null)]
    public async Task The_branch_history_is_cleared_where_any_core_needs_it(string arguments, int? loop)
    {
        BootLog log = await BootAsync("cortex-a72", arguments);

        EntryLine entry = log.Report.Entries.Single(entry => entry.Callback == "bm_cb_bhb_loop");
        Assert.Equal(loop is null ? EntryAction.Kept : EntryAction.Patched, entry.Action);
        Assert.Equal(loop ?? 0, Value(log, "bm_cb_bhb_loop"));
        await AssertReplayAgreesAsync(log);
    }

    [Trait("Linux", "a core that the boot pass shuts out is refused before it counts")]
    [Fact]
    public async Task A_core_that_lacks_what_the_boot_pass_has_decided_is_left_out_and_takes_nothing_away()
    {
        BootLog log = await BootAsync("neoverse-v1", "cpu2.arm64.nopauth cpu2.id_aa64isar0.atomic=0");

        BootAssert.Logged(log, "CPU features: CPU2: Detected conflict for capability HAS_ADDRESS_AUTH, System: 1, CPU: 0");
        BootAssert.Logged(log, "CPU2: left out: ");
        BootAssert.Logged(log, "smp: Brought up 3 CPUs");
        BootAssert.Logged(log, "detected: LSE atomic instructions");
        Assert.Equal([0, 1, 3], log.Report.Cpus);
        Assert.Equal(Cores, log.Report.Inputs!.Cpus);
        Assert.DoesNotContain("id_aa64isar0_el1", log.Report.Inputs.Effective.Keys);
        await AssertReplayAgreesAsync(log);
    }

    [Fact]
    public async Task A_capability_of_the_boot_pass_that_only_another_core_has_counts_for_none()
    {
        BootLog log = await BootAsync("neoverse-v1", "cpu0.arm64.nopauth");

        BootAssert.NotLogged(log, "detected: Address authentication");
        BootAssert.Logged(log, "smp: Brought up 4 CPUs");
        await AssertReplayAgreesAsync(log);
    }

    [Fact]
    public async Task What_is_wrong_with_an_override_is_said_once()
    {
        BootLog log =
            await BootAsync("cortex-a76",
                "cpu4.id_aa64isar0.atomic=0 cpux.arm64.nobti id_aa64isar0.aes=3 cpu3.id_aa64isar0.rndr=1 cpu1.id_aa64isar0.lse=0");

        Assert.Equal(
            [
                ": cpu4.id_aa64isar0.atomic=0: UnknownCpu", ": cpux.arm64.nobti: UnknownCpu", ": id_aa64isar0.aes=3: OverrideRefused",
                ": cpu1.id_aa64isar0.lse=0: UnknownIdField", " on CPU3: cpu3.id_aa64isar0.rndr=1: OverrideRefused",
            ],
            log.After("boot argument ignored").Select(line => string.Join(": ", line.Split(": ").Take(3))));
        BootAssert.NotLogged(log, "SANITY CHECK");
    }

    /// <summary>What is patched is for good: a core that comes now has all of it, or is left out.</summary>
    [Trait("Linux", "a late core that conflicts is refused")]
    [Theory]
    [InlineData("cortex-a76", "cpu2.id_aa64isar0.atomic=0", null)] // another core's
    [InlineData("cortex-a76", "cpu0.id_aa64isar0.atomic=0", null)] // it may have more
    [InlineData("cortex-a76", "cpu1.id_aa64isar0.atomic=0", "Detected conflict for capability HAS_LSE_ATOMICS, System: 1, CPU: 0")]
    [InlineData("cortex-a76", "cpu1.id_aa64isar0.atomic=0",
        "Detected conflict in SYS_ID_AA64ISAR0_EL1, System: 0x00100010211120, CPU: 0x00100010011120")]
    [InlineData("cortex-a76", "cpu1.id_aa64isar0.sha1=0",
        "Detected conflict in SYS_ID_AA64ISAR0_EL1, System: 0x00100010211120, CPU: 0x00100010211020")]
    [InlineData("cortex-a76", "cpu1.dczid.dzp=1", "Detected conflict in SYS_DCZID_EL0, System: 0x00000000000004, CPU: 0x00000000000014")]
    [InlineData("cortex-a76", "cpu1.ctr.dminline=3", "Detected conflict in SYS_CTR_EL0, System: 0x0000009444c004, CPU: 0x0000009443c004")]
    [InlineData("cortex-a72", "cpu0.id_aa64pfr0.csv2=3", "Detected conflict for capability SPECTRE_BHB, System: 0, CPU: 8")]
    [InlineData("cortex-a72", "cpu1.id_aa64pfr0.csv2=3", null)]
    [InlineData("neoverse-v1", "cpu1.arm64.nopauth", "Detected conflict for capability HAS_ADDRESS_AUTH, System: 1, CPU: 0")]
    public async Task A_late_core_joins_or_is_parked_with_the_reason(string cpu, string arguments, string? conflict)
    {
        BootLog log = await SharedBoots.LogAsync(new BootCase
        {
            Cpu = cpu,
            CpuCount = 3,
            Append = $"alt.report=json maxcpus=1 test=late-cores {arguments}".TrimEnd(),
            Image = GuestFixture.Image,
        });

        BootAssert.Logged(log, conflict is null ? "late: CPU1 is online" : "late: CPU1 is not online");
        BootAssert.Logged(log, conflict is null ? "late: CPU1 is online" : $"CPU features: CPU1: {conflict}");
        BootAssert.True(log.Contains("CPU1: left out: ") == conflict is not null, "left out and a conflict go together", log);
    }

    private static async Task<BootLog> BootAsync(string cpu, string arguments)
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json(cpu, arguments: arguments) with { CpuCount = Cores });
        BootAssert.Passed(log);
        BootAssert.Reported(log);
        return log;
    }

    /// <summary>Every capability that boot said, and no other; and the registers that it counted, which the tool compares itself.</summary>
    private static async Task AssertReplayAgreesAsync(BootLog log)
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, log.Serial);
            (_, string[] lines) = await HostTool.RunAsync("replay", path);
            string[] replayed = [.. lines.Select(Text).Where(text => text.Length != 0).Order()];

            Assert.DoesNotContain(lines, line => line.Contains("counted as", StringComparison.Ordinal));
            Assert.Equal(log.After("CPU features: detected: ").Order(), replayed);
            Assert.Equal(
                log.Report.Cpus.Sum(
                    cpu => log.After("SANITY CHECK: ").Count(line => line.Contains($", CPU{cpu}: ", StringComparison.Ordinal))),
                lines.Count(line => line.StartsWith("SANITY CHECK: ", StringComparison.Ordinal)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // NAME, scope in ten columns, the words of the log.
    private static string Text(string line)
    {
        const int NameEnd = 32;
        const int TextStart = NameEnd + 11;
        string[] scopes = ["boot CPU", "any CPU", "all CPUs"];
        bool isCapability =
            line.Length > TextStart && scopes.Any(scope => line.AsSpan(NameEnd + 1).StartsWith(scope, StringComparison.Ordinal));
        return isCapability ? line[TextStart..].Split(", ")[0] == "Spectre-BHB" ? "Spectre-BHB" : line[TextStart..] : "";
    }

    private static int Value(BootLog log, string callback) =>
        (int)(log.Report.Entries.Single(entry => entry.Callback == callback).New[0] >> 5 & 0xffff);
}
