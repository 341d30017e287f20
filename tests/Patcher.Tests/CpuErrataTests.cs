using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>errata.txt: which versions of which core, and what REVIDR_EL1 and CTR_EL0 change.</summary>
[Trait("Area", "Capabilities")]
public class CpuErrataTests
{
    [Trait("Rule", "errata by first and last version, REVIDR, CTR")]
    [Trait("Linux", "errata by MIDR range, lists, REVIDR")]
    [Theory]
    [InlineData(0x410fd030, 0, true)]
    [InlineData(0x410fd033, 0x100, true)] // the bit says nothing about r0p3
    [InlineData(0x410fd034, 0, true)]
    [InlineData(0x410fd034, 0xfffffeff, true)]
    [InlineData(0x410fd034, 0x100, false)]
    [InlineData(0x411fd030, 0, false)]
    public void Erratum_843419_is_fixed_in_an_r0p4_whose_REVIDR_says_so(uint midr, uint revidr, bool isAffected)
    {
        IdRegisters registers = Core(midr);
        registers.Set(IdRegister.RevidrEl1, revidr);

        Assert.Equal(isAffected, CpuFeatures.Detect(registers).Has(CpuCap.Workaround843419));
    }

    [Trait("Linux", "IDC from CLIDR; DIC of Neoverse N1 hidden")]
    [Theory]
    [InlineData(0x412fd0c1, true, false)]
    [InlineData(0x413fd0c0, true, true)]
    [InlineData(0x414fd0c0, true, true)]
    [InlineData(0x414fd0c1, true, false)]
    [InlineData(0x413fd0c0, false, false)]
    [InlineData(0x413fd400, true, false)]
    public void Erratum_1542419_hides_DIC_of_a_Neoverse_N1_that_has_it(uint midr, bool dic, bool isAffected)
    {
        IdRegisters hardware = Core(midr);
        hardware.Set(IdRegister.CtrEl0, dic ? 0xb444c004 : 0x9444c004);

        CpuCore.CreateBootCore<ArgumentErrors>(hardware, 1, default, out CpuCore core);

        Assert.Equal(isAffected, core.Capabilities.Has(CpuCap.Workaround1542419));
        Assert.Equal(dic && !isAffected, core.Capabilities.Has(CpuCap.HasCacheDic));
        Assert.Equal(dic && !isAffected, new CtrEl0(core.Registers.Get(IdRegister.CtrEl0)).Dic);
        Assert.True(core.Capabilities.Has(CpuCap.HasCacheIdc));
    }

    [Theory]
    [InlineData(0x410fd0b0, true)]
    [InlineData(0x414fd0b1, true)]
    [InlineData(0x410fd460, true)]
    [InlineData(0x411fd461, true)]
    [InlineData(0x411fd462, false)]
    [InlineData(0x412fd050, true)]
    [InlineData(0x410fd083, false)]
    [InlineData(0x411fd402, true)]
    [InlineData(0x461f0010, false)]
    public void TLBI_is_repeated_on_the_cores_of_four_errata(uint midr, bool isAffected) =>
        Assert.Equal(isAffected, CpuFeatures.Detect(Core(midr)).Has(CpuCap.WorkaroundRepeatTlbi));

    /// <summary>Cores of each list, and one beside it.</summary>
    [Trait("Linux", "Spectre-BHB loop counts")]
    [Theory]
    [InlineData(0x410fd083, 0, 0, 8)]
    [InlineData(0x410fd083, 3, 0, 0)] // CSV2_3
    [InlineData(0x410fd083, 2, 0, 8)]
    [InlineData(0x410fd083, 0, 1, 0)] // ECBHB
    [InlineData(0x411fd070, 0, 0, 8)]
    [InlineData(0x414fd0b1, 1, 0, 24)]
    [InlineData(0x410fd0d0, 0, 0, 24)]
    [InlineData(0x414fd0c1, 0, 0, 24)]
    [InlineData(0x410fd410, 0, 0, 32)]
    [InlineData(0x410fd440, 0, 0, 32)]
    [InlineData(0x412fd471, 2, 0, 32)]
    [InlineData(0x411fd402, 0, 0, 32)]
    [InlineData(0x410fd493, 0, 0, 32)]
    [InlineData(0x410fd4d0, 0, 0, 38)]
    [InlineData(0x410fd810, 0, 0, 38)]
    [InlineData(0x410fd4e0, 0, 0, 132)]
    [InlineData(0x410fd4f0, 0, 0, 132)]
    [InlineData(0x410fd034, 0, 0, 0)]
    [InlineData(0x410fd050, 0, 0, 0)]
    [InlineData(0x510fd083, 0, 0, 0)] // part numbers are the implementer's own
    public void The_branch_history_is_cleared_by_as_many_iterations_as_the_core_needs(uint midr, int csv2, int ecbhb, byte iterations)
    {
        IdRegisters registers = Core(midr);
        registers.Set(IdRegister.IdAa64Pfr0El1, (ulong)csv2 << 56);
        registers.Set(IdRegister.IdAa64Mmfr1El1, (ulong)ecbhb << 60);

        CpuCore.CreateBootCore<ArgumentErrors>(registers, 1, default, out CpuCore core);

        Assert.Equal(iterations, core.BranchHistoryLoop);
        Assert.Equal(iterations != 0, core.Capabilities.Has(CpuCap.SpectreBhb));
    }

    [Trait("Rule", "errata by first and last version, REVIDR, CTR")]
    [Trait("Linux", "errata by MIDR range, lists, REVIDR")]
    [Theory]
    [InlineData(0x410fd034, "835769 845719")]
    [InlineData(0x411fd034, "")]
    [InlineData(0x410fd070, "832075 834220 1319537")]
    [InlineData(0x411fd072, "832075 834220 1319537 1742098")]
    [InlineData(0x411fd073, "1319537 1742098")]
    [InlineData(0x410fd083, "1319367 859971 1742098")]
    [InlineData(0x411fd080, "1319367 1742098")]
    [InlineData(0x412fd0b0, "1165522 1418040 1463225 3194386")]
    [InlineData(0x413fd0b1, "1418040 1463225 3194386")]
    [InlineData(0x414fd0b1, "3194386")]
    [InlineData(0x411fd0d0, "1508412 3194386")]
    [InlineData(0x411fd0d1, "3194386")]
    [InlineData(0x413fd0c1, "1418040 3194386")]
    [InlineData(0x410fd840, "3194386")]
    [InlineData(0x411fd040, "")]
    public void Errata_that_no_code_here_depends_on_are_named_by_version(uint midr, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', Silent(Core(midr))));

    [Fact]
    public void Hardware_update_of_descriptors_is_not_used_where_it_is_broken()
    {
        foreach ((uint midr,
            bool isUsable) in ((uint, bool)[])[(0x412fd050, false), (0x410fd462, false), (0x411fd460, true), (0x414fd0b1, true)])
        {
            IdRegisters registers = Core(midr);
            registers.Set(IdRegister.IdAa64Mmfr1El1, 2);
            Assert.Equal(isUsable, CpuFeatures.Detect(registers).Has(CpuCap.HwDbm));
        }
    }

    internal static IEnumerable<uint> Silent(IdRegisters registers) =>
        Enumerable.Range(0, CpuErrata.SilentCount).Select(row => CpuErrata.SilentNumber(row, registers)).Where(number => number != 0);

    private static IdRegisters Core(uint midr)
    {
        IdRegisters registers = default;
        registers.Set(IdRegister.MidrEl1, midr);
        return registers;
    }
}
