using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Captured ID registers, replayed: what a boot on those cores found, without a boot.</summary>
[Trait("Area", "Capabilities")]
public class CapturedCoreTests
{
    /// <summary>The release that the models of data/captured-cores.txt were read from.</summary>
    private const int CapturedFromQemu = 10;

    public static IEnumerable<TheoryDataRow<string>> Cores => CapturedCore.All.Select(core => new TheoryDataRow<string>(core.Name));

    public static IEnumerable<TheoryDataRow<string>> MatrixModels => MatrixColumns().Select(model => new TheoryDataRow<string>(model));

    /// <summary>The same code ran on that core and on this host: overrides, deduced IDC, hidden fields.</summary>
    [Theory]
    [MemberData(nameof(MatrixModels))]
    public void The_host_takes_a_core_for_what_the_boot_took_it_for(string name)
    {
        CapturedCore core = CapturedCore.Named(name);
        IdRegisters replayed = core.Create().Registers;

        IdRegisters effective = core.Effective!.Value;
        Assert.All(Registers(), register => Assert.Equal(effective.Get(register), replayed.Get(register)));
    }

    /// <summary>qemu/matrix.txt says what a boot must detect; it doesn't come from the patcher.</summary>
    [Trait("Rule", "what isn't enabled is hidden")]
    [Theory]
    [MemberData(nameof(MatrixModels))]
    public void A_replayed_core_has_the_capabilities_of_the_matrix(string name)
    {
        int column = Array.IndexOf(MatrixRows()[0], name);
        CpuCapSet found = Alone(CapturedCore.Named(name));

        Assert.Empty(MatrixRows().Skip(1)
            .Where(row => found.Has(TestData.Capability(row[0])) != IsWanted(row[column]))
            .Select(row => $"{row[0]} must be {row[column]}"));
    }

    [Theory]
    [MemberData(nameof(Cores))]
    public void Values_that_are_true_of_one_core_are_its_own(string name)
    {
        CpuCore core = CapturedCore.Named(name).Create();
        CpuSystem system = default;

        system.Add(core);
        system.Complete();

        Assert.All(Registers(), register => Assert.Equal(core.Registers.Get(register), system.Registers.Get(register)));
        Assert.All(Capabilities(), cap => Assert.Equal(core.Capabilities.Has(cap), system.Capabilities.Has(cap)));
        Assert.True(system.Conflicts(core).IsEmpty);
    }

    [Fact]
    public void The_raspberry_pi_4_has_crc32_and_spectre_bhb_and_none_of_what_is_newer()
    {
        CpuCore pi = CapturedCore.Named("raspberry-pi-4").Create();

        Assert.Equal(
            [CpuCap.AlwaysBoot, CpuCap.AlwaysSystem, CpuCap.HasCrc32, CpuCap.HasFpsimd, CpuCap.SpectreBhb],
            Capabilities().Where(pi.Capabilities.Has));
        Assert.Equal(8, pi.BranchHistoryLoop);
        Assert.Equal([1319367u, 859971u, 1742098u], CpuErrataTests.Silent(pi.Registers));
    }

    // ">=N": of QEMU N and newer.
    private static bool IsWanted(string cell) =>
        cell == "+"
            || (cell.StartsWith(">=", StringComparison.Ordinal)
                && int.Parse(cell.AsSpan(2), CultureInfo.InvariantCulture) <= CapturedFromQemu);

    private static CpuCapSet Alone(CapturedCore core)
    {
        CpuSystem system = default;
        system.Add(core.Create());
        system.Complete();
        return system.Capabilities;
    }

    private static string[][] MatrixRows() =>
        [.. TestData.Lines("matrix.txt").Where(line => line.Length != 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private static IEnumerable<string> MatrixColumns() => MatrixRows()[0].Skip(1);

    private static IdRegister[] Registers() => Enum.GetValues<IdRegister>();

    private static IEnumerable<CpuCap> Capabilities() => Enumerable.Range(0, CpuCaps.Count).Select(cap => (CpuCap)cap);
}
