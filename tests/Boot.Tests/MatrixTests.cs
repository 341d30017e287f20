using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Attest;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// qemu/cases: every row of the matrix does what its case says, through the runner of make matrix, and its text is what is computed
/// here.
/// </summary>
[Trait("Area", "Machines")]
public sealed class MatrixTests : IClassFixture<ImageFixture>
{
    private static readonly IReadOnlyList<TestCase> s_rows =
        CaseFile.Load(Directory.GetFiles(Repository.PathOf("qemu", "cases"), "*.json").Order(StringComparer.Ordinal));

    private static readonly CaseRunner s_runner = new(new QemuTarget());

    // At least one of each kind: machines, chains, firmware, several cores, sizes and places; errata.
    private static readonly string[] s_sample =
    [
        "virt cortex-a53 EL1", "virt cortex-a72 EL2", "virt neoverse-n1 EL3", "virt max EL3", "virt cortex-a53,midr=0x410fd032 EL1",
        "virt neoverse-v1,midr=0x413fd0c0 EL1",
            "virt 8192 MiB", "virt EL3 loaded at 0x13ffff000, 8192 MiB", "virt max EL3 4 CPUs", "virt cortex-a53 EL1 8 CPUs",
        "virt GICv3 cortex-a76 EL2 20 CPUs",
            "raspi4b ATAGS", "raspi3b device tree", "virt U-Boot max EL2", "virt UEFI cortex-a72 EL1", "raspi4b U-Boot SD card",
    ];

    public static IEnumerable<TheoryDataRow<string>> Rows => Sample.Rows(s_rows.Select(row => row.Name), s_sample.Contains);

    [Theory]
    [Proof("matrix", IsSampled = true)]
    [MemberData(nameof(Rows))]
    public async Task Does_what_is_expected(string name)
    {
        CaseResult result = await s_runner.RunAsync(s_rows.Single(row => row.Name == name), TestContext.Current.CancellationToken);

        Assert.SkipWhen(result.Outcome == Outcome.Skipped, string.Join('\n', result.Findings));
        Assert.True(result.Outcome == Outcome.Passed,
            $"{result.Outcome}: {string.Join('\n', result.Findings)}\n{SerialText.ForTerminal(result.Log?.Serial ?? "")}");
        Attestation attestation = HostAttestation.Of(result.Log!, ImageFile.Built);
        BootAssert.None([.. attestation.Findings, .. attestation.Hazards], result.Log!);
    }

    [Fact]
    public void Every_row_of_the_sample_exists() => Assert.Empty(s_sample.Except(s_rows.Select(row => row.Name)));

    [Fact]
    public void Every_row_boots_and_reports_the_same_image()
    {
        Assert.Equal([Repository.PathOf("out", "Image")], s_rows.Select(row => row.Boot.Image).Distinct());
        Assert.All(s_rows, row => Assert.True(row.Report && row.Attest, row.Name));
    }

    [Fact]
    public async Task Every_capability_of_the_table_exists()
    {
        CapabilityTable table = CapabilityTable.Load(Repository.PathOf("qemu", "matrix.txt"), await QemuRun.VersionAsync());

        Assert.Subset(CpuCapNames.Load(Repository.PathOf("patcher", "capabilities", "cpucaps.txt")).All,
            table.Capabilities.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_model_of_the_table_is_booted_at_every_level()
    {
        CapabilityTable table = CapabilityTable.Load(Repository.PathOf("qemu", "matrix.txt"), await QemuRun.VersionAsync());

        Assert.Subset(
            s_rows.Where(row => row.Boot.Machine == "virt").Select(row => (row.Boot.Cpu, row.Boot.ExceptionLevel)).ToHashSet(),
            table.Models.SelectMany(model => new[] { (model, 1), (model, 2), (model, 3) }).ToHashSet());
    }
}
