using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Several cores, alike and unlike: values that are true of all, what is reported, and cores that come late.</summary>
[Trait("Area", "Capabilities")]
public class CpuSystemTests
{
    private static readonly CpuCap[] s_all = [.. Enumerable.Range(0, CpuCaps.Count).Select(cap => (CpuCap)cap)];

    [Theory]
    [InlineData("cortex-a53 cortex-a72", "HAS_CRC32", "HAS_LSE_ATOMICS")]
    [InlineData("cortex-a55 cortex-a76", "HAS_CRC32 HAS_LSE_ATOMICS HAS_LDAPR HAS_CACHE_IDC", "HAS_LRCPC2")]
    [InlineData("cortex-a76 cortex-a53", "HAS_CRC32", "HAS_LSE_ATOMICS HAS_LDAPR HAS_CACHE_IDC HAS_DCPOP")]
    [InlineData("neoverse-n2 neoverse-v1 neoverse-n1", "HAS_LSE_ATOMICS HAS_CACHE_IDC", "HAS_CACHE_DIC HAS_RNG HAS_SB BTI")]
    public void A_system_feature_is_one_of_all_cores(string cores, string present, string absent)
    {
        CpuCapSet found = TestSystem.Complete(cores, "arm64.nopauth").Capabilities;

        Assert.All(present.Split(' '), name => Assert.True(found.Has(TestData.Capability(name)), name));
        Assert.All(absent.Split(' '), name => Assert.False(found.Has(TestData.Capability(name)), name));
    }

    [Trait("Rule", "scopes; late cores")]
    [Fact]
    public void An_erratum_of_any_core_is_the_systems()
    {
        Assert.True(System("cortex-a53 cortex-a53,midr=0x410fd032").Capabilities.Has(CpuCap.WorkaroundCleanCache));
        Assert.True(System("cortex-a72 cortex-a55").Capabilities.Has(CpuCap.WorkaroundRepeatTlbi));
        Assert.True(System("cortex-a55 cortex-a76").Capabilities.Has(CpuCap.HwDbm)); // weak: each core for itself
    }

    [Trait("Rule", "scopes; late cores")]
    [Fact]
    public void A_boot_feature_is_the_boot_cores_alone()
    {
        Assert.True(new TestSystem("neoverse-v1 cortex-a76").Cpus.Capabilities.Has(CpuCap.HasAddressAuth));
        Assert.False(new TestSystem("cortex-a76 neoverse-v1").Cpus.Capabilities.Has(CpuCap.HasAddressAuth));
    }

    [Fact]
    public void Before_all_cores_are_known_only_boot_and_local_capabilities_are()
    {
        CpuSystem system = default;
        system.Add(CapturedCore.Named("neoverse-v1").Create());
        CpuCapSet early = CpuCapSet.Of(CpuCapGroup.BootScope) | CpuCapSet.Of(CpuCapGroup.LocalScope);

        Assert.True((system.Capabilities & ~early).IsEmpty);
        Assert.True(system.Capabilities.Has(CpuCap.AlwaysBoot) && system.Capabilities.Has(CpuCap.WorkaroundRepeatTlbi));
        Assert.False(system.Capabilities.Has(CpuCap.HasLseAtomics));

        system.Complete();
        Assert.True(system.Capabilities.Has(CpuCap.HasLseAtomics));
    }

    /// <summary>a57 PIPT, a53 VIPT, a64fx 256-byte lines, a710 a tag line: the registers of QEMU's models.</summary>
    [Theory]
    [InlineData("cortex-a57 cortex-a53", 0x84448004)]
    [InlineData("cortex-a57 a64fx", 0x86648004)]
    [InlineData("neoverse-v1 cortex-a76", 0x9444c004)]
    [InlineData("cortex-a710 neoverse-v1", 0x9444c004)]
    [InlineData("cortex-a710 cortex-a710", 0x49444c004)]
    public void Unlike_caches_give_the_cache_type_that_all_code_is_safe_with(string cores, ulong ctr) =>
        Assert.Equal(ctr, TestSystem.Complete(cores, "arm64.nopauth").Registers.Get(IdRegister.CtrEl0));

    [Fact]
    public void Zva_is_not_used_where_its_block_differs()
    {
        Assert.Equal(64u, new DczidEl0(System("cortex-a53 cortex-a72").Registers.Get(IdRegister.DczidEl0)).BlockBytes);
        Assert.Equal(0u, new DczidEl0(System("cortex-a53 a64fx").Registers.Get(IdRegister.DczidEl0)).BlockBytes);
    }

    [Trait("Rule", "safe rules and signs")]
    [Theory]
    [InlineData(IdFieldRule.Lower, 1, 3, 1)]
    [InlineData(IdFieldRule.Higher, 1, 3, 3)]
    [InlineData(IdFieldRule.HigherOrZero, 1, 3, 3)]
    [InlineData(IdFieldRule.HigherOrZero, 0, 3, 0)]
    [InlineData(IdFieldRule.HigherOrZero, 3, 0, 0)]
    public void Each_rule_chooses_its_value(IdFieldRule rule, long one, long other, long safe)
    {
        IdField field = Fields().First(field => field.Rule == rule);

        Assert.Equal(safe, field.Safe(one, other));
    }

    [Trait("Linux", "ID fields with sign, width, safe rule, strictness; sanitised over cores")]
    [Theory]
    [InlineData("id_aa64isar1.api", 5, 4, 0)]
    [InlineData("id_aa64mmfr0.tgran4_2", 2, 3, 1)]
    [InlineData("id_aa64mmfr0.tgran4_2", 2, 2, 2)]
    [InlineData("ctr.l1ip", 3, 2, 2)]
    [InlineData("id_aa64pfr0.fp", 1, -1, -1)] // signed: absent is the lower one
    [InlineData("id_aa64mmfr0.tgran4", 1, 0, 0)]
    [InlineData("id_aa64dfr0.doublelock", 0, -1, -1)]
    [InlineData("id_aa64mmfr1.specsei", 0, 1, 1)]
    public void A_field_has_the_rule_and_the_sign_of_idfields(string name, long one, long other, long safe) =>
        Assert.Equal((safe, safe), (TestData.Field(name).Safe(one, other), TestData.Field(name).Safe(other, one)));

    [Fact]
    public void What_is_true_of_all_cores_does_not_depend_on_their_order() =>
        Gen.ULong.Array[IdRegisters.Count].Array[2, 4].Sample(cores =>
        {
            IdRegisters forward = Merge(cores);
            IdRegisters backward = Merge([.. cores.Reverse()]);
            Assert.All(Shared(), register => Assert.Equal(forward.Get(register), backward.Get(register)));
        });

    [Fact]
    public void No_field_promises_more_than_any_core_does() =>
        Gen.ULong.Array[IdRegisters.Count].Array[2, 4].Sample(cores =>
        {
            IdRegisters merged = Merge(cores);
            foreach (IdField field in Fields())
            {
                long safe = field.Extract(merged.Get(field.Register));
                Assert.All(cores, core => Assert.True(safe == field.Safe(safe, field.Extract(core[(int)field.Register]))));
            }
        });

    [Fact]
    public void Bits_of_no_field_stay_only_where_all_cores_have_them()
    {
        IdRegisters boot = default;
        IdRegisters other = default;
        boot.Set(IdRegister.CtrEl0, 0x8444_c004);
        other.Set(IdRegister.CtrEl0, 0x0444_c004);

        Assert.Equal(0x0444_c004ul, Merge(boot, other, out IdRegisterSet unexpected).Get(IdRegister.CtrEl0));
        Assert.True(unexpected.Has(IdRegister.CtrEl0));
    }

    [Trait("Linux", "ID fields with sign, width, safe rule, strictness; sanitised over cores")]
    [Theory]
    [InlineData("id_aa64isar0.atomic", true)]
    [InlineData("ctr.dminline", true)]
    [InlineData("ctr.l1ip", false)]
    [InlineData("id_aa64mmfr0.parange", false)]
    [InlineData("id_aa64pfr0.csv2", false)]
    public void Only_a_strict_field_is_reported(string name, bool isStrict)
    {
        IdField field = TestData.Field(name);
        IdRegisters boot = default;
        IdRegisters other = default;
        other.Set(field.Register, field.Insert(0, 1));

        Merge(boot, other, out IdRegisterSet unexpected);

        Assert.Equal(isStrict ? [field.Register] : [], Enum.GetValues<IdRegister>().Where(unexpected.Has));
    }

    [Fact]
    public void What_each_core_has_for_itself_is_neither_merged_nor_reported()
    {
        IdRegisters boot = default;
        IdRegisters other = default;
        foreach (IdRegister register in (IdRegister[])[IdRegister.MpidrEl1, IdRegister.MidrEl1, IdRegister.RevidrEl1, IdRegister.ClidrEl1])
        {
            boot.Set(register, 0x410fd034);
            other.Set(register, 0x410fd083);
        }

        Assert.Equal(0x410fd034ul, Merge(boot, other, out IdRegisterSet unexpected).Get(IdRegister.MidrEl1));
        Assert.True(unexpected.IsEmpty);
    }

    /// <summary>system, late core, conflicts: missing ones it lacks, others it has and the system hasn't.</summary>
    [Trait("Rule", "scopes; late cores")]
    [Trait("Linux", "a late core that conflicts is refused")]
    [Theory]
    [InlineData("cortex-a76", "cortex-a76", "")]
    [InlineData("cortex-a72", "cortex-a53", "")] // the system's Spectre-BHB is optional for it
    [InlineData("cortex-a53", "cortex-a72", "SPECTRE_BHB")]
    [InlineData("cortex-a53", "cortex-a55", "WORKAROUND_REPEAT_TLBI")] // more features are permitted, an unknown erratum isn't
    [InlineData("cortex-a72 cortex-a55", "cortex-a57", "")]
    [InlineData("cortex-a76", "cortex-a55", "")] // HW_DBM is each core's own affair
    [InlineData(
        "cortex-a55", "cortex-a53", "HAS_CACHE_IDC HAS_CNP HAS_DCPOP HAS_DOTPROD HAS_LDAPR HAS_LSE_ATOMICS HAS_PAN HAS_RAS_EXTN SSBS")]
    [InlineData("neoverse-v1", "neoverse-v1,midr=0x413fd0c0", "HAS_CACHE_DIC WORKAROUND_1542419")]
    public void A_late_core_conflicts_by_the_type_of_the_capability(string cores, string late, string conflicts)
    {
        CpuConflicts found = System(cores).Conflicts(CapturedCore.Named(late).Create());

        Assert.Equal(conflicts, TestSystem.Names(found.Capabilities));
    }

    [Theory]
    [InlineData("MTE", "MTE")]
    [InlineData("HAS_GIC_CPUIF_SYSREGS", "HAS_GIC_CPUIF_SYSREGS")]
    [InlineData("HAS_ADDRESS_AUTH", "")]
    public void A_strict_boot_feature_must_agree_either_way_and_a_boot_feature_only_where_the_system_has_it(
        string capability, string conflicts)
    {
        CpuCore without = default;
        CpuCore with = default;
        with.Capabilities.Add(TestData.Capability(capability));

        CpuCapSet unknown = Alone(without).Conflicts(with).Capabilities;
        CpuCapSet missing = Alone(with).Conflicts(without).Capabilities;

        Assert.Equal((conflicts, capability), (TestSystem.Names(unknown), TestSystem.Names(missing)));
        Assert.Equal(conflicts, TestSystem.Names(missing & CpuCapSet.Of(CpuCapGroup.PanicOnConflict)));
    }

    [Trait("Linux", "scopes and types of capabilities")]
    [Fact]
    public void Every_capability_has_one_scope()
    {
        foreach (CpuCap cap in s_all)
        {
            CpuCapGroup[] scopes = [CpuCapGroup.BootScope, CpuCapGroup.SystemScope, CpuCapGroup.LocalScope];
            Assert.Single(scopes, scope => CpuCapSet.Of(scope).Has(cap));
        }
    }

    private static CpuSystem System(string cores) => TestSystem.Complete(cores);

    private static CpuSystem Alone(CpuCore core)
    {
        CpuSystem system = default;
        system.Add(core);
        return system;
    }

    private static IdRegisters Merge(IdRegisters boot, IdRegisters other, out IdRegisterSet unexpected)
    {
        IdRegisters system = boot;
        SanitisedRegisters.Merge(ref system, other);
        unexpected = SanitisedRegisters.Compare(boot, other);
        return system;
    }

    private static IdRegisters Merge(ulong[][] cores)
    {
        IdRegisters system = default;
        cores[0].CopyTo((Span<ulong>)system);
        foreach (ulong[] values in cores.Skip(1))
        {
            IdRegisters core = default;
            values.CopyTo((Span<ulong>)core);
            SanitisedRegisters.Merge(ref system, core);
        }

        return system;
    }

    private static IEnumerable<IdRegister> Shared() => Fields().Select(field => field.Register).Distinct();

    private static IEnumerable<IdField> Fields() => Enumerable.Range(0, IdField.Count).Select(index => new IdField(index));
}
