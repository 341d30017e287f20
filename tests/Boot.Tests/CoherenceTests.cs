using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// The Image with caches and TLBs modelled (qemu/coherence): nothing is missing, and each step of maintenance that is taken out of the
/// linked Image, or put in the wrong place, is found and named.
/// </summary>
[Trait("Area", "Caches and TLBs")]
public sealed partial class CoherenceTests : IClassFixture<ImageFixture>, IClassFixture<GuestFixture>
{
    private const uint DcCivac = 0xd50b_7e20;
    private const uint DcCvau = 0xd50b_7b20;
    private const uint DsbIsh = 0xd503_3b9f;
    private const uint DsbIshst = 0xd503_3a9f;
    private const uint DsbSy = 0xd503_3f9f;
    private const uint IcIalluis = 0xd508_711f;
    private const uint Isb = 0xd503_3fdf;
    private const uint TlbiVmalle1is = 0xd508_831f;
    private const uint AnyRegister = 0xffff_ffe0;

    // The self test runs what was patched right after the commit, before anything else synchronises.
    private static readonly BootCase s_selfTest = new() { Cpu = "cortex-a53", Append = "alt.selftest" };
    private static readonly BootCase s_twoCores = new() { Cpu = "cortex-a72", CpuCount = 2 };

    private static readonly Dictionary<string, (Action<BrokenImage> Break, BootCase Boot, string Violation)> s_broken = new[]
    {
        // Patched code: DC CVAU, DSB, IC, DSB, ISB.
        Row("no clean of written code", s_selfTest, "code-clean", image => image.Omit("bm_dc_cvau", DcCvau)),
        Row("no barrier between clean and invalidation", s_selfTest, "code-invalidate",
            image => image.OmitCall("TextCommit.Maintain", "bm_dsb_ish")),
        Row("no invalidation", s_selfTest, "code-invalidate", image => image.Omit("bm_ic_ialluis", IcIalluis)),
        Row("no barrier after the invalidation", s_selfTest, "code-invalidate-barrier",
            image => image.OmitCall("TextCommit.Maintain", "bm_dsb_ish", 1)),
        Row("no synchronisation of the boot core", s_selfTest, "code-isb", image => image.OmitCall("TextCommit.Maintain", "bm_isb")),
        Row("invalidation before the clean is complete", s_selfTest, "code-invalidate",
            image => image.SwapCalls("TextCommit.Maintain", "bm_dsb_ish", "bm_ic_ialluis")),
        Row("synchronisation before the invalidation is complete", s_selfTest, "code-isb",
            image => image.SwapCalls("TextCommit.Maintain", "bm_dsb_ish", "bm_isb", 1)),
        Row("barrier before the clean", s_selfTest, "code-invalidate",
            image => image.SwapCalls("TextCommit.Maintain", "TextCommit.CleanLines", "bm_dsb_ish")),
        Row("no synchronisation of the other cores", s_twoCores, "code-isb", image => image.Omit("bm_isb", Isb)),

        // Entries of page tables: DSB, and where they were valid TLBI and DSB; ISB.
        Row("no barrier after entries of page tables", s_twoCores, "table-barrier", WithoutTableBarriers),
        Row("no TLBI", s_twoCores, "table-invalidate", image => image.Omit("bm_tlb_invalidate_all", TlbiVmalle1is)),
        Row("TLBI before the barrier after entries", s_twoCores, "table-invalidate",
            image => image.SwapWithNext("bm_tlb_invalidate_all", DsbIshst)),
        Row("barrier before the TLBI", s_twoCores, "table-invalidate-barrier",
            image => image.SwapWithNext("bm_tlb_invalidate_all", TlbiVmalle1is)),
        Row("no synchronisation after entries of page tables", s_twoCores, "table-isb", image => image.Omit("bm_tlb_invalidate_all", Isb)),

        // Memory that is used by the caches and around them.
        Row("page tables not discarded", s_twoCores, "data-discard",
            image => image.OmitCall("bm_build_page_tables", "bm_discard_table_lines", 1)),
        Row("nothing discarded", s_twoCores, "data-discard", image => image.Omit("bm_discard_lines", DcCivac, AnyRegister)),
        Row("list of cores not cleaned", s_twoCores, "data-clean", image => image.Omit("bm_dc_civac", DcCivac)),
    }.ToDictionary(row => row.What, row => (row.Break, row.Boot, row.Violation), StringComparer.Ordinal);

    private static BootCase Stress => new()
    {
        Image = ImageFile.Guest.Path,
        ElfFile = Repository.PathOf("out", "guest", "baremetal.elf"),
        Cpu = "cortex-a72",
        CpuCount = 4,
        Append = "test=stress stress.rounds=5",
    };

    private static (string What, Action<BrokenImage> Break, BootCase Boot, string Violation) Row(
        string what, BootCase boot, string violation, Action<BrokenImage> how) => (what, how, boot, violation);

    public static TheoryData<string> Broken => [.. s_broken.Keys];

    [Theory]
    [InlineData("cortex-a53", 1, 1)]
    [InlineData("cortex-a53", 3, 4)]
    [InlineData("cortex-a53,midr=0x410fd032", 1, 2)]
    [InlineData("cortex-a72", 2, 4)]
    [InlineData("cortex-a76", 1, 2)]
    [InlineData("neoverse-n1", 1, 8)]
    [InlineData("neoverse-n2", 2, 2)]
    [InlineData("a64fx", 1, 1)]
    [InlineData("max", 1, 4)]
    [InlineData("max", 3, 2)]
    public async Task Nothing_is_missing_on_virt(string cpu, int exceptionLevel, int cpus)
    {
        await IsCoherentAsync(new BootCase { Cpu = cpu, ExceptionLevel = exceptionLevel, CpuCount = cpus });
    }

    [Theory]
    [InlineData("raspi4b")]
    [InlineData("raspi3b")]
    public async Task Nothing_is_missing_on_a_Pi(string machine) => await IsCoherentAsync(new BootCase { Machine = machine });

    [Theory]
    [InlineData("uefi")]
    [InlineData("uboot")]
    public async Task Nothing_is_missing_behind_firmware(string chain)
    {
        await IsCoherentAsync(new BootCase
        {
            Chain = Repository.PathOf("qemu", "chains", chain),
            Image = ImageFile.Built.Path,
            Cpu = "cortex-a53",
            Memory = "512",
        });
    }

    [Fact]
    public async Task Nothing_is_missing_where_alternatives_are_undone() =>
        await IsCoherentAsync(new BootCase { Cpu = "cortex-a72", CpuCount = 2, Append = "alt.selftest" });

    /// <summary>All cores run patched code while it is undone and applied, each time with a rendezvous.</summary>
    [Fact]
    public async Task Nothing_is_missing_where_all_cores_run_what_is_patched_again_and_again() => await IsCoherentAsync(Stress);

    [Fact]
    public async Task A_core_that_does_not_synchronise_after_a_rendezvous_is_named()
    {
        using BrokenImage image = new(ImageFile.Guest);
        image.OmitCall("Rendezvous.Wait", "bm_isb");

        BootLog log = await QemuRun.StartAsync(Judged(Stress) with { Image = image.Save() }, TestContext.Current.CancellationToken);

        BootAssert.True(log.ExitCode == RunStatus.Incoherent, $"exit code {log.ExitCode}", log);
        BootAssert.True(
            Enumerable.Range(1, 3).All(core => log.Diagnostics.Contains($"violation code-isb: core {core} ", StringComparison.Ordinal)),
                "not all cores are named", log);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_left_out_is_named(string what)
    {
        using BrokenImage image = new(ImageFile.Built);
        s_broken[what].Break(image);

        BootLog log =
            await QemuRun.StartAsync(Judged(s_broken[what].Boot) with { Image = image.Save() }, TestContext.Current.CancellationToken);

        BootAssert.True(log.ExitCode == RunStatus.Incoherent, $"exit code {log.ExitCode}", log);
        string[] names = [.. Violations(log)];
        BootAssert.True(names.Contains(s_broken[what].Violation), $"named: {string.Join(' ', names)}", log);
    }

    /// <summary>Another program, without an ELF file, judged from QEMU's first instruction on.</summary>
    [Theory]
    [InlineData(null, null)]
    [InlineData("WITHOUT_DC", "code-clean")]
    [InlineData("WITHOUT_DSB", "code-invalidate")]
    [InlineData("WITHOUT_IC", "code-invalidate")]
    [InlineData("WITHOUT_SECOND_DSB", "code-invalidate-barrier")]
    [InlineData("WITHOUT_ISB", "code-isb")]
    [InlineData("WITHOUT_DISCARD", "data-discard")]
    [InlineData("WITH_EXCLUSIVE", "code-clean")]
    public async Task A_foreign_program_that_changes_its_code_is_judged_as_well(string? step, string? violation)
    {
        await JudgesAsync("cortex-a53", violation, step is null ? [] : [$"{step}=1"]);
    }

    /// <summary>
    /// An instruction cache that is VIPT may hold the line by the VA that runs, whatever is invalidated by another; a PIPT one
    /// doesn't.
    /// </summary>
    [Theory]
    [InlineData("cortex-a53", 0x0, null)]
    [InlineData("cortex-a53", 0x4000_0000, "code-invalidate")]
    [InlineData("cortex-a72", 0x4000_0000, null)]
    public async Task Code_is_invalidated_at_the_address_where_it_runs_or_at_any_by_the_kind_of_cache(
        string cpu, int offset, string? violation)
    {
        await JudgesAsync(cpu, violation, $"BY_ALIAS={offset}");
    }

    /// <summary>
    /// The block is 1 GiB from 0x80000000 on; BaseADDR, NUM, SCALE and TG of the operand are the range (Arm ARM DDI 0487, TLBI
    /// RVAE1IS).
    /// </summary>
    [Theory]
    [InlineData(0x8000_0000, 0, 0, 2, null)]
    [InlineData(0xbfff_e000, 0, 0, 6, null)] // its last two pages
    [InlineData(0x7fff_e000, 1, 0, 2, null)] // two pages of four
    [InlineData(0x0000_0000, 31, 3, 2, null)] // 8 GiB
    [InlineData(0x7fff_e000, 0, 0, 2, "table-invalidate")]
    [InlineData(0xc000_0000, 31, 3, 6, "table-invalidate")]
    [InlineData(0x0000_0000, 31, 2, 2, "table-invalidate")] // 256 MiB
    public async Task A_range_of_addresses_is_invalidated_and_no_more(ulong start, int pairs, int scale, int crm, string? violation)
    {
        ulong operand = start >> 12 | (ulong)pairs << 39 | (ulong)scale << 44 | 1ul << 46;

        await JudgesAsync("max", violation, $"TLBI_RANGE={operand}", $"CRM=c{crm}");
    }

    /// <summary>
    /// tests/guest/Remapping.cs: from one valid value to another, which TLBs may hold both, or through an invalid one
    /// (break-before-make).
    /// </summary>
    [Theory]
    [InlineData("permissions", "cortex-a72", false)]
    [InlineData("address", "cortex-a72", true)]
    [InlineData("address-of-constant", "cortex-a72", false)]
    [InlineData("address-and-permissions", "cortex-a72", true)]
    [InlineData("memory-type", "cortex-a72", true)]
    [InlineData("shareability", "cortex-a72", true)]
    [InlineData("global", "cortex-a72", true)]
    [InlineData("non-global", "cortex-a72", false)]
    [InlineData("block", "cortex-a72", true)]
    [InlineData("block", "max", false)] // ID_AA64MMFR2_EL1.BBM is 2
    [InlineData("broken", "cortex-a72", false)]
    [InlineData("not-invalidated", "cortex-a72", true)]
    [InlineData("invalidated-here", "cortex-a72", true)]
    public async Task An_entry_that_cores_share_is_broken_before_it_is_made_where_that_is_demanded(
        string change, string cpu, bool isViolation)
    {
        BootCase boot = Judged(Stress with { Cpu = cpu, CpuCount = 2, Append = $"alt.report=quiet test=remap-{change}" });

        BootLog log = await QemuRun.StartAsync(boot, TestContext.Current.CancellationToken);
        BootLog alone = await QemuRun.StartAsync(boot with { CpuCount = 1 }, TestContext.Current.CancellationToken);

        BootAssert.True($"{log.Verdict}" == "PASS", "the program fails", log);
        Assert.Equal(isViolation ? ["table-break"] : [], Violations(log));
        Assert.Equal(isViolation ? RunStatus.Incoherent : 0, log.ExitCode);
        BootAssert.Passed(alone);
    }

    [Theory]
    [InlineData("START=bm_start+nowhere", "nowhere is no symbol of the ELF file")]
    [InlineData("ELF=README.md", "README.md: no ELF file of 64 bits that can be read")]
    [InlineData("ELF=missing.elf", "COHERENCE=1 wants the Image's ELF file: none at ELF=missing.elf")]
    [InlineData("COHERENCE=yes", "COHERENCE=yes: 0 or 1")]
    public async Task What_cannot_be_judged_is_refused_by_name(string value, string message)
    {
        CommandResult result = await Command.RunAsync(Repository.PathOf(), Repository.PathOf("qemu", "run"), ["COHERENCE=1", value]);

        Assert.False(result.Succeeded);
        Assert.Contains(message, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("BareMetal ", result.Text, StringComparison.Ordinal);
    }

    private static async Task IsCoherentAsync(BootCase boot)
    {
        BootLog log = await QemuRun.StartAsync(Judged(boot), TestContext.Current.CancellationToken);

        BootAssert.Passed(log);
        Match summary = Summary().Match(log.Diagnostics);
        BootAssert.True(summary.Success && summary.Groups[1].Value == "0", "no summary without violations", log);
        BootAssert.True(int.Parse(summary.Groups[2].Value, CultureInfo.InvariantCulture) > 0, "no patched word was executed", log);
        BootAssert.True(int.Parse(summary.Groups[3].Value, CultureInfo.InvariantCulture) > 0, "no page table was followed", log);
    }

    // Of a program that isn't BareMetal's.
    private static async Task JudgesAsync(string cpu, string? violation, params string[] defines)
    {
        using GuestProgram program = new("selfmodify.S", defines);

        CommandResult result = await Command.RunAsync(
            Repository.PathOf(),
                Repository.PathOf("qemu", "run"), ["COHERENCE=1", "START=none", $"CPU={cpu}", "VERDICT=none", $"IMAGE={program.Image}"]);

        Assert.Equal(violation is null ? 0 : RunStatus.Incoherent, result.ExitCode);
        Assert.Equal(violation is null ? [] : [violation], Violation().Matches(result.Text).Select(match => match.Groups[1].Value));
        Assert.Matches("coherence: [01] violations; 1 stored words executed", result.Text);
    }

    private static IEnumerable<string> Violations(BootLog log) =>
        Violation().Matches(log.Diagnostics).Select(match => match.Groups[1].Value).Distinct();

    private static BootCase Judged(BootCase boot) => boot with
    {
        Coherence = true,
        ElfFile = boot.ElfFile ?? Repository.PathOf("out", "baremetal.elf"),
        TimeLimit = TimeSpan.FromSeconds(120),
    };

    private static void WithoutTableBarriers(BrokenImage image)
    {
        image.Omit("bm_tlb_invalidate_all", DsbIshst);
        image.Omit("bm_tlb_invalidate_all", DsbIsh);
        image.Omit("bm_dsb_sy", DsbSy);
    }

    [GeneratedRegex("coherence: violation ([a-z-]+):")]
    private static partial Regex Violation();

    [GeneratedRegex("coherence: ([0-9]+) violations; ([0-9]+) stored words executed, ([0-9]+) entries of page tables changed")]
    private static partial Regex Summary();
}
