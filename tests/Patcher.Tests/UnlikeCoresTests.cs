using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Systems of unlike cores, from captured registers: no model of QEMU is one.</summary>
[Trait("Area", "Capabilities")]
[Trait("Linux", "unlike cores: SANITY CHECK, errata of any, features of all, smallest lines, longest branch history")]
public class UnlikeCoresTests
{
    /// <summary>What is patched for all is what each core can do; what any core needs is done for all.</summary>
    [Theory]
    [InlineData("cortex-a53 cortex-a53 cortex-a72", "HAS_CRC32 SPECTRE_BHB", "HAS_LSE_ATOMICS", 8)]
    [InlineData("cortex-a55 cortex-a55 cortex-a76", "HAS_LSE_ATOMICS HAS_CACHE_IDC WORKAROUND_REPEAT_TLBI SPECTRE_BHB", "BTI", 24)]
    [InlineData("neoverse-n1 max", "HAS_LSE_ATOMICS HAS_CACHE_IDC SPECTRE_BHB", "HAS_CACHE_DIC HAS_RNG HAS_SB BTI HAS_MOPS HAS_LSE2", 24)]
    [InlineData("max neoverse-n1", "HAS_LSE_ATOMICS HAS_CACHE_IDC SPECTRE_BHB", "HAS_CACHE_DIC HAS_RNG HAS_SB BTI HAS_MOPS HAS_LSE2", 24)]
    [InlineData("cortex-a76 raspberry-pi-4", "HAS_CRC32", "HAS_LSE_ATOMICS HAS_LDAPR HAS_CACHE_IDC", 24)]
    [InlineData("cortex-a76 cortex-a76/id_aa64isar0=0x0000100010011120 cortex-a76", "HAS_CRC32 HAS_DOTPROD", "HAS_LSE_ATOMICS", 24)]
    [InlineData("max max max/id_aa64isar0=0x1221111110202120", "HAS_LSE_ATOMICS", "HAS_CRC32", 0)]
    public void A_capability_is_one_of_all_cores_and_an_erratum_one_of_any(string cores, string present, string absent, int loop)
    {
        CpuSystem system = TestSystem.Complete(cores, "arm64.nopauth");

        Assert.All(present.Split(' '), name => Assert.True(system.Capabilities.Has(TestData.Capability(name)), name));
        Assert.All(absent.Split(' '), name => Assert.False(system.Capabilities.Has(TestData.Capability(name)), name));
        Assert.Equal(loop, system.BranchHistoryLoop);
    }

    [Trait("Linux", "Spectre-BHB loop counts")]
    [Theory]
    [InlineData("cortex-a53 cortex-a72", 8)]
    [InlineData("cortex-a72 cortex-a53", 8)]
    [InlineData("cortex-a72 cortex-a76 neoverse-v1", 32)]
    [InlineData("neoverse-v1 cortex-a76 cortex-a72", 32)]
    [InlineData("neoverse-v1 max", 32)] // max says by CSV2 that it protects itself; the other doesn't
    [InlineData("cortex-a53 cortex-a55", 0)]
    public void The_branch_history_is_cleared_for_the_core_with_the_longest(string cores, int loop) =>
        Assert.Equal(loop, TestSystem.Complete(cores, "arm64.nopauth").BranchHistoryLoop);

    [Theory]
    [InlineData("cortex-a57 cortex-a57/ctr=0x8444c003 cortex-a57", 64, 32)]
    [InlineData("cortex-a57/ctr=0x8444c003 cortex-a57", 64, 32)]
    [InlineData("a64fx cortex-a53", 64, 64)]
    [InlineData("a64fx/ctr=0x96668005 a64fx/ctr=0x96658006", 128, 128)]
    public void Cache_lines_count_as_the_smallest_of_any_core(string cores, uint data, uint instructions)
    {
        TestSystem system = new(cores);
        CtrEl0 ctr = new(system.Cpus.Registers.Get(IdRegister.CtrEl0));

        Assert.Equal((data, instructions), (ctr.DataLineBytes, ctr.InstructionLineBytes));
        Assert.Contains(system.Variations, variation => variation.EndsWith(" ctr", StringComparison.Ordinal));
    }

    /// <summary>CWG and ERG bound what may share a granule: the larger is safe, and 0 says that nothing is known.</summary>
    [Theory]
    [InlineData("cortex-a57/ctr=0x8444c004", "cortex-a57/ctr=0x8555c004", 0x8554c004)]
    [InlineData("cortex-a57/ctr=0x8444c004", "cortex-a57/ctr=0x8404c004", 0x8404c004)]
    [InlineData("cortex-a57/ctr=0x8444c004", "cortex-a57/ctr=0x8044c004", 0x8044c004)]
    public void Granules_count_as_the_largest_or_as_unknown(string one, string other, ulong ctr)
    {
        Assert.Equal(ctr, TestSystem.Complete($"{one} {other}").Registers.Get(IdRegister.CtrEl0));
        Assert.Equal(ctr, TestSystem.Complete($"{other} {one}").Registers.Get(IdRegister.CtrEl0));
    }

    [Theory]
    [InlineData("neoverse-v1 neoverse-v1", true, true)]
    [InlineData("neoverse-v1 cortex-a76", false, true)] // IDC from the CLIDR
    [InlineData("neoverse-v1 cortex-a72", false, false)]
    [InlineData("neoverse-v1 neoverse-v1,midr=0x413fd0c0", false, true)] // erratum 1542419 on the second
    [InlineData("neoverse-v1,midr=0x413fd0c0 neoverse-v1", false, true)]
    public void Maintenance_is_left_out_only_where_no_core_needs_it(string cores, bool dic, bool idc)
    {
        CpuSystem system = TestSystem.Complete(cores, "arm64.nopauth");

        Assert.Equal((dic, idc), (system.Capabilities.Has(CpuCap.HasCacheDic), system.Capabilities.Has(CpuCap.HasCacheIdc)));
    }

    /// <summary>
    /// Before all cores have come, none may rely on what the boot core alone promises: the boot pass cleans and invalidates.
    /// </summary>
    [Trait("Rule", "the boot pass is maintained whatever the boot core promises")]
    [Fact]
    public void The_boot_pass_is_maintained_although_the_boot_core_needs_none()
    {
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysBoot).Put(40, Words.Movz(1)).Entry(3, 40, 1, CpuCap.AlwaysBoot);
        TestSystem system = new("neoverse-v1");
        image.Inputs.Capabilities = system.Cpus.Capabilities;
        image.Inputs.Registers = system.Cpus.Registers;

        Assert.True(system.Cpus.Found.Has(CpuCap.HasCacheDic));
        Assert.True(image.Apply());
        Assert.Contains(image.Operations, operation => operation.Kind == CodeOperationKind.CleanLine);
        Assert.Contains(image.Operations, operation => operation.Kind == CodeOperationKind.InvalidateInstructionCache);
    }

    /// <summary>Core 2 alone: r0p2 loses data in cleans; r0p4 has 843419 unless REVIDR_EL1[8] says otherwise.</summary>
    [Theory]
    [InlineData("cortex-a53 cortex-a53 cortex-a53,midr=0x410fd032", "WORKAROUND_843419 WORKAROUND_CLEAN_CACHE")]
    [InlineData("cortex-a53 cortex-a53 cortex-a53/revidr=0x0", "WORKAROUND_843419")]
    [InlineData("cortex-a53 cortex-a53 cortex-a53/revidr=0x100", "")]
    [InlineData("cortex-a53 cortex-a53 cortex-a72", "SPECTRE_BHB")]
    public void An_erratum_of_the_last_core_alone_is_worked_around(string cores, string errata)
    {
        CpuCapSet local = TestSystem.Complete(cores).Capabilities & CpuCapSet.Of(CpuCapGroup.LocalScope);

        Assert.Equal(errata, TestSystem.Names(local));
    }

    [Theory]
    [InlineData("cortex-a53 cortex-a72", "")] // L1Ip and PARANGE are known to differ
    [InlineData("cortex-a55 cortex-a76", "")]
    [InlineData("cortex-a76 neoverse-n1 cortex-a76", "")] // all that differs is loose
    [InlineData("cortex-a72 cortex-a55", "1 id_aa64pfr0|1 id_aa64dfr0|1 id_aa64isar0|1 id_aa64isar1|1 id_aa64mmfr1|1 id_aa64mmfr2|1 ctr")]
    [InlineData("cortex-a53 cortex-a53 a64fx/id_aa64pfr0=0x22/id_aa64isar0=0x11120/id_aa64isar1=0x0",
        "2 id_aa64dfr0|2 id_aa64mmfr1|2 id_aa64mmfr2|2 ctr|2 dczid")]
    public void Strict_registers_that_differ_are_named_with_their_core(string cores, string variations) =>
        Assert.Equal(variations, string.Join('|', new TestSystem(cores).Variations));

    [Trait("Rule", "the order of the other cores doesn't count")]
    [Fact]
    public void Any_order_of_the_other_cores_gives_the_same_system() =>
        Gen.Shuffle("cortex-a72 cortex-a76 neoverse-n1 max cortex-a53,midr=0x410fd032 a64fx neoverse-v1,midr=0x413fd0c0".Split(' '))
            .Sample(others =>
        {
            CpuSystem system = TestSystem.Complete("cortex-a55 " + string.Join(' ', others));
            CpuSystem sorted = TestSystem.Complete("cortex-a55 " + string.Join(' ', others.Order()));
            Assert.Equal(sorted.BranchHistoryLoop, system.BranchHistoryLoop);
            Assert.Equal(TestSystem.Names(sorted.Capabilities), TestSystem.Names(system.Capabilities));
            Assert.All(
                Enum.GetValues<IdRegister>(), register => Assert.Equal(sorted.Registers.Get(register), system.Registers.Get(register)));
        });

    /// <summary>What boot has of the others depends on which core it is only by what the boot pass decides.</summary>
    [Fact]
    public void Which_core_is_the_boot_core_changes_only_what_the_boot_pass_decides() =>
        Gen.Shuffle("cortex-a72 cortex-a76 neoverse-n1 cortex-a53 cortex-a55".Split(' ')).Sample(cores =>
        {
            TestSystem system = new(string.Join(' ', cores));
            system.Cpus.Complete();
            CpuSystem sorted = TestSystem.Complete(string.Join(' ', cores.Order()));
            Assert.Empty(system.LeftOut);
            Assert.Equal(sorted.BranchHistoryLoop, system.Cpus.BranchHistoryLoop);
            Assert.Equal(TestSystem.Names(sorted.Capabilities), TestSystem.Names(system.Cpus.Capabilities));
        });

    /// <summary>Address authentication is decided in the boot pass: where the boot core has it, all must.</summary>
    [Trait("Rule", "a core that is left out changes nothing")]
    [Trait("Linux", "a core that the boot pass shuts out is refused before it counts")]
    [Theory]
    [InlineData("neoverse-v1 cortex-a76 neoverse-v1", "1", "HAS_ADDRESS_AUTH")]
    [InlineData("neoverse-v1 cortex-a53 cortex-a72 neoverse-n2", "1 2", "HAS_ADDRESS_AUTH")]
    [InlineData("cortex-a76 neoverse-v1", "", "")] // a core may have more
    public void A_core_that_lacks_what_the_boot_pass_has_decided_is_left_out_and_changes_nothing(
        string cores, string leftOut, string present)
    {
        TestSystem system = new(cores);
        system.Cpus.Complete();
        string remaining = string.Join(' ', cores.Split(' ').Where((_, cpu) => !system.LeftOut.Contains(cpu)));
        CpuSystem without = TestSystem.Complete(remaining);

        Assert.Equal(leftOut, string.Join(' ', system.LeftOut));
        Assert.Equal(present, TestSystem.Names(system.Cpus.Capabilities & CpuCapSet.Of(CpuCapGroup.BootScope) & ~Always()));
        Assert.Equal(TestSystem.Names(without.Capabilities), TestSystem.Names(system.Cpus.Capabilities));
        Assert.Equal(without.BranchHistoryLoop, system.Cpus.BranchHistoryLoop);
        Assert.All(
            Enum.GetValues<IdRegister>(), register => Assert.Equal(without.Registers.Get(register), system.Cpus.Registers.Get(register)));
    }

    /// <summary>
    /// By type: STRICT_BOOT_CPU_FEATURE must agree, of a BOOT_CPU_FEATURE a core may have more; anything else can still be decided.
    /// </summary>
    [Theory]
    [InlineData("HAS_ADDRESS_AUTH", true, false)]
    [InlineData("MTE_ASYMM", true, false)]
    [InlineData("MTE", true, true)]
    [InlineData("HAS_GIC_CPUIF_SYSREGS", true, true)]
    [InlineData("HAS_LSE_ATOMICS", false, false)]
    [InlineData("SPECTRE_BHB", false, false)]
    [InlineData("HW_DBM", false, false)]
    public void After_the_boot_pass_a_core_conflicts_by_the_type_of_a_boot_capability(string name, bool mustHave, bool mustNotHave)
    {
        CpuCore without = default;
        CpuCore with = default;
        with.Capabilities.Add(TestData.Capability(name));

        Assert.Equal(mustHave ? name : "", TestSystem.Names(Alone(with).EarlyConflicts(without).Capabilities));
        Assert.Equal(mustNotHave ? name : "", TestSystem.Names(Alone(without).EarlyConflicts(with).Capabilities));
    }

    /// <summary>
    /// What is decided must be true of a core that comes late: capabilities, and every value that a callback may have taken.
    /// </summary>
    [Trait("Rule", "registers of a late core: every merged value must be true of it")]
    [Trait("Linux", "a late core that conflicts is refused")]
    [Theory]
    [InlineData("cortex-a76", "cortex-a76", "", "")]
    [InlineData("cortex-a53", "cortex-a72", "SPECTRE_BHB", "")] // an erratum that nothing was done about
    [InlineData("cortex-a72", "cortex-a53", "", "")] // what it needs not is done for it all the same
    [InlineData("cortex-a72", "cortex-a76", "SPECTRE_BHB WORKAROUND_REPEAT_TLBI", "")] // 8 iterations are done, it needs 24
    [InlineData("cortex-a76", "neoverse-n1", "", "")] // the same number
    [InlineData("cortex-a76", "cortex-a76/id_aa64isar0=0x0000100010011120", "HAS_LSE_ATOMICS", "id_aa64isar0")]
    [InlineData("cortex-a76", "cortex-a76/id_aa64isar0=0x0000100010210120", "", "id_aa64isar0")] // SHA1, which no capability is about
    [InlineData("cortex-a53", "cortex-a53/ctr=0x84438004", "", "ctr")] // smaller lines than are cleaned
    [InlineData("cortex-a53", "cortex-a53/ctr=0x84458005", "", "")] // larger lines: some are cleaned twice
    [InlineData("cortex-a53", "cortex-a53/dczid=0x5", "", "dczid")] // DC ZVA would clear too much
    [InlineData("cortex-a53", "cortex-a53/dczid=0x14", "", "dczid")]
    [InlineData("cortex-a53/dczid=0x14", "cortex-a53", "", "")]
    [InlineData("cortex-a53 a64fx", "cortex-a53/dczid=0x5", "", "")] // it isn't used at all
    [InlineData("neoverse-v1", "cortex-a76",
        "HAS_ADDRESS_AUTH HAS_BF16 HAS_CACHE_DIC HAS_DCPODP HAS_DIT HAS_FLAGM HAS_GENERIC_AUTH HAS_I8MM HAS_LRCPC2 HAS_LSE2 "
        + "HAS_RNG HAS_SHA3",
        "id_aa64pfr0 id_aa64zfr0 id_aa64dfr0 id_aa64isar0 id_aa64isar1 id_aa64mmfr2 ctr")]
    public void A_late_core_joins_where_all_that_is_decided_is_true_of_it(string cores, string late, string capabilities, string registers)
    {
        TestSystem system = new(cores);
        system.Cpus.Complete();

        CpuConflicts conflicts = system.Late(late);

        Assert.Equal(capabilities, TestSystem.Names(conflicts.Capabilities));
        Assert.Equal(registers, TestSystem.Names(conflicts.Registers));
        Assert.Equal(capabilities.Length + registers.Length == 0, conflicts.IsEmpty);
    }

    [Fact]
    public void A_core_that_was_there_in_time_has_no_conflict_late() =>
        Gen.Shuffle("cortex-a72 cortex-a76 neoverse-n1 a64fx cortex-a53 cortex-a55".Split(' ')).Sample(cores =>
        {
            TestSystem system = new(string.Join(' ', cores));
            system.Cpus.Complete();
            Assert.All(cores, core => Assert.True(system.Late(core).IsEmpty, core));
        });

    /// <summary>Program code may ask at any time: what the cores so far have, and for good only what a pass has decided.</summary>
    [Fact]
    public void A_later_core_takes_a_capability_away_before_it_is_decided()
    {
        CpuCapAnswers answers = default;
        TestSystem system = new("cortex-a76", count: 3);
        answers.Update(system.Cpus.Found);
        answers.Decide(AltPass.Boot);
        Assert.True(answers.Has(CpuCap.HasLseAtomics));
        Assert.False(answers.Has(CpuCap.WorkaroundCleanCache));
        Assert.Equal(CpuCapAnswer.TooEarly, answers.HasForGood(CpuCap.HasLseAtomics));
        Assert.Equal(CpuCapAnswer.TooEarly, answers.HasForGood(CpuCap.SpectreBhb)); // any core may bring it yet
        Assert.Equal(CpuCapAnswer.Yes, answers.HasForGood(CpuCap.AlwaysBoot));
        Assert.Equal(CpuCapAnswer.No, answers.HasForGood(CpuCap.HasAddressAuth));

        system.Add("cortex-a53,midr=0x410fd032");
        answers.Update(system.Cpus.Found);
        Assert.False(answers.Has(CpuCap.HasLseAtomics));
        Assert.True(answers.Has(CpuCap.WorkaroundCleanCache));
        Assert.Equal(CpuCapAnswer.TooEarly, answers.HasForGood(CpuCap.HasLseAtomics));

        system.Add("neoverse-v1"); // what it has more doesn't count
        system.Cpus.Complete();
        answers.Update(system.Cpus.Capabilities);
        answers.Decide(AltPass.System);
        Assert.Equal(CpuCapAnswer.No, answers.HasForGood(CpuCap.HasLseAtomics));
        Assert.Equal(CpuCapAnswer.No, answers.HasForGood(CpuCap.HasAddressAuth));
        Assert.Equal(CpuCapAnswer.Yes, answers.HasForGood(CpuCap.HasCrc32));
        Assert.Equal(CpuCapAnswer.Yes, answers.HasForGood(CpuCap.WorkaroundCleanCache));
    }

    private static CpuCapSet Always()
    {
        CpuCapSet always = default;
        always.Add(CpuCap.AlwaysBoot);
        return always;
    }

    private static CpuSystem Alone(CpuCore core)
    {
        CpuSystem system = default;
        system.Add(core);
        return system;
    }
}
