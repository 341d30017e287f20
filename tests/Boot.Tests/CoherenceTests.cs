using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// The Image with caches and TLBs modelled (qemu/coherence): nothing is missing, and each step of maintenance that is taken out of the
/// linked Image, or put in the wrong place, is found and named.
/// </summary>
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

    // The self test runs what was patched right behind the commit, before anything else synchronises.
    private static readonly BootCase s_selfTest = new() { Cpu = "cortex-a53", Append = "alt.selftest" };
    private static readonly BootCase s_twoCores = new() { Cpu = "cortex-a72", CpuCount = 2 };

    private static readonly Dictionary<string, (Action<BrokenImage> Break, BootCase Boot, string Violation)> s_broken = new(StringComparer.Ordinal)
    {
        // Patched code: DC CVAU, DSB, IC, DSB, ISB.
        ["no clean of written code"] = (image => image.Omit("bm_dc_cvau", DcCvau), s_selfTest, "code-clean"),
        ["no barrier between clean and invalidation"] = (image => image.OmitCall("TextCommit.Maintain", "bm_dsb_ish"), s_selfTest, "code-invalidate"),
        ["no invalidation"] = (image => image.Omit("bm_ic_ialluis", IcIalluis), s_selfTest, "code-invalidate"),
        ["no barrier behind the invalidation"] = (image => image.OmitCall("TextCommit.Maintain", "bm_dsb_ish", 1), s_selfTest, "code-invalidate-barrier"),
        ["no synchronisation of the boot core"] = (image => image.OmitCall("TextCommit.Maintain", "bm_isb"), s_selfTest, "code-isb"),
        ["invalidation before the clean is complete"] = (image => image.SwapCalls("TextCommit.Maintain", "bm_dsb_ish", "bm_ic_ialluis"), s_selfTest, "code-invalidate"),
        ["synchronisation before the invalidation is complete"] = (image => image.SwapCalls("TextCommit.Maintain", "bm_dsb_ish", "bm_isb", 1), s_selfTest, "code-isb"),
        ["barrier before the clean"] = (image => image.SwapCalls("TextCommit.Maintain", "TextCommit.CleanLines", "bm_dsb_ish"), s_selfTest, "code-invalidate"),
        ["no synchronisation of the other cores"] = (WithoutIsbOfOtherCores, s_twoCores, "code-isb"),

        // Entries of page tables: DSB, and where they were valid TLBI and DSB; ISB.
        ["no barrier behind entries of page tables"] = (WithoutTableBarriers, s_twoCores, "table-barrier"),
        ["no TLBI"] = (image => image.Omit("bm_tlb_invalidate_all", TlbiVmalle1is), s_twoCores, "table-invalidate"),
        ["no synchronisation behind entries of page tables"] = (image => image.Omit("bm_tlb_invalidate_all", Isb), s_twoCores, "table-isb"),

        // Memory that is used by the caches and around them.
        ["page tables not discarded"] = (image => image.OmitCall("bm_build_page_tables", "bm_discard_table_lines", 1), s_twoCores, "data-discard"),
        ["nothing discarded"] = (image => image.Omit("bm_discard_lines", DcCivac, AnyRegister), s_twoCores, "data-discard"),
        ["list of cores not cleaned"] = (image => image.Omit("bm_dc_civac", DcCivac), s_twoCores, "data-clean"),
    };

    private static BootCase Stress => new()
    {
        Image = ImageFile.Guest.Path,
        ElfFile = Repository.PathOf("out", "guest", "baremetal.elf"),
        Cpu = "cortex-a72",
        CpuCount = 4,
        Append = "test=stress stress.rounds=5",
    };

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
        BootAssert.True(Enumerable.Range(1, 3).All(core => log.Diagnostics.Contains($"violation code-isb: core {core} ", StringComparison.Ordinal)), "not all cores are named", log);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_left_out_is_named(string what)
    {
        using BrokenImage image = new(ImageFile.Built);
        s_broken[what].Break(image);

        BootLog log = await QemuRun.StartAsync(Judged(s_broken[what].Boot) with { Image = image.Save() }, TestContext.Current.CancellationToken);

        BootAssert.True(log.ExitCode == RunStatus.Incoherent, $"exit code {log.ExitCode}", log);
        string[] names = [.. Violation().Matches(log.Diagnostics).Select(match => match.Groups[1].Value).Distinct()];
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
        using GuestProgram program = new("selfmodify.S", step is null ? [] : [$"{step}=1"]);

        CommandResult result = await Command.RunAsync(
            Repository.PathOf(), Repository.PathOf("qemu", "run"), ["COHERENCE=1", "START=none", "CPU=cortex-a53", "VERDICT=none", $"IMAGE={program.Image}"]);

        Assert.Equal(violation is null ? 0 : RunStatus.Incoherent, result.ExitCode);
        Assert.Equal(violation is null ? [] : [violation], Violation().Matches(result.Output).Select(match => match.Groups[1].Value));
        Assert.Matches("coherence: [01] violations; 1 stored words executed", result.Output);
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
        Assert.Contains(message, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("BareMetal ", result.Output, StringComparison.Ordinal);
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

    private static BootCase Judged(BootCase boot) => boot with
    {
        Coherence = true,
        ElfFile = boot.ElfFile ?? Repository.PathOf("out", "baremetal.elf"),
        TimeLimit = TimeSpan.FromSeconds(120),
    };

    // Closing the identity map synchronises twice more.
    private static void WithoutIsbOfOtherCores(BrokenImage image)
    {
        image.Omit("bm_isb", Isb);
        image.Omit("bm_close_identity_map", Isb);
        image.Omit("bm_close_identity_map", Isb);
    }

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
