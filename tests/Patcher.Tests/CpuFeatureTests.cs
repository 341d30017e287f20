using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>ID registers to capabilities.</summary>
[Trait("Area", "Capabilities")]
public class CpuFeatureTests
{
    public static IEnumerable<TheoryDataRow<string>> Cpus => QemuCpu.All.Select(cpu => new TheoryDataRow<string>(cpu.Name));

    public static IEnumerable<TheoryDataRow<CpuCap>> Capabilities =>
        Enumerable.Range(0, CpuCaps.Count).Select(cap => new TheoryDataRow<CpuCap>((CpuCap)cap));

    [Theory]
    [MemberData(nameof(Cpus))]
    public void Every_qemu_model_has_the_capabilities_of_its_id_registers(string name)
    {
        QemuCpu cpu = QemuCpu.Named(name);
        CpuCapSet found = CpuFeatures.Detect(cpu.Registers);

        IEnumerable<string> wrong = cpu.Expected
            .Where(expected => found.Has(TestData.Capability(expected.Key)) != expected.Value)
            .Select(expected => $"{expected.Key} should be {(expected.Value ? "present" : "absent")}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_table_of_qemu_models_covers_eleven_of_them_and_all_that_sites_use()
    {
        Assert.Equal(11, QemuCpu.All.Count);
        string[] used =
        [
            "HAS_LSE_ATOMICS", "HAS_MOPS", "HAS_ECV", "HAS_SB", "HAS_LDAPR", "HAS_CRC32", "HAS_RNG", "HAS_CACHE_IDC", "HAS_CACHE_DIC",
            "WORKAROUND_CLEAN_CACHE", "HAS_ADDRESS_AUTH",
        ];
        Assert.Empty(used.Except(QemuCpu.All[0].Expected.Keys));
    }

    [Theory]
    [InlineData("id_aa64isar1.apa")]
    [InlineData("id_aa64isar1.api")]
    [InlineData("id_aa64isar2.apa3")]
    public void Each_algorithm_alone_is_address_authentication(string field)
    {
        IdRegisters registers = default;
        Assert.False(CpuFeatures.Detect(registers).Has(CpuCap.HasAddressAuth));

        Set(ref registers, field, 1);
        Assert.True(CpuFeatures.Detect(registers).Has(CpuCap.HasAddressAuth));
    }

    [Theory]
    [InlineData("id_aa64isar0.atomic", 1, CpuCap.HasLseAtomics, false)]
    [InlineData("id_aa64isar0.atomic", 2, CpuCap.HasLseAtomics, true)]
    [InlineData("id_aa64isar0.atomic", 0xf, CpuCap.HasLseAtomics, true)]
    [InlineData("id_aa64isar2.wfxt", 1, CpuCap.HasWfxt, false)]
    [InlineData("id_aa64isar2.wfxt", 2, CpuCap.HasWfxt, true)]
    [InlineData("id_aa64mmfr1.pan", 2, CpuCap.HasEpan, false)]
    [InlineData("id_aa64mmfr1.pan", 3, CpuCap.HasEpan, true)]
    public void A_capability_is_present_from_its_minimum_on_since_values_only_grow(string field, uint value, CpuCap cap, bool isPresent)
    {
        IdRegisters registers = default;
        Set(ref registers, field, value);

        Assert.Equal(isPresent, CpuFeatures.Detect(registers).Has(cap));
    }

    [Trait("Rule", "safe rules and signs")]
    [Fact]
    public void All_ones_in_a_signed_field_is_less_than_0()
    {
        Assert.True(IdRegisters.TryFind("id_aa64pfr0"u8, out IdRegister register));
        Assert.True(IdField.TryFind(register, "advsimd"u8, out IdField simd));
        Assert.True(IdField.TryFind(register, "sve"u8, out IdField sve));

        Assert.Equal((-1, 0xf), (simd.Extract(0xful << simd.Lsb), sve.Extract(0xful << sve.Lsb)));
    }

    [Fact]
    public void With_no_id_field_set_only_what_always_is_there_is_present()
    {
        CpuCapSet found = CpuFeatures.Detect(default);

        Assert.Equal(
            [CpuCap.AlwaysBoot, CpuCap.AlwaysSystem, CpuCap.HasFpsimd], // 0 in a signed field is "implemented"
            Enumerable.Range(0, CpuCaps.Count).Select(cap => (CpuCap)cap).Where(cap => found.Has(cap)));
    }

    /// <summary>826319, 827319, 824069: r0p0 to r0p2; 819472: r0p0 and r0p1. The model of QEMU is r0p4.</summary>
    [Theory]
    [InlineData(0x410fd030, true)]
    [InlineData(0x410fd031, true)]
    [InlineData(0x410fd032, true)]
    [InlineData(0x410fd033, false)]
    [InlineData(0x410fd034, false)]
    [InlineData(0x411fd030, false)]
    [InlineData(0x410fd050, false)]
    [InlineData(0x420fd030, false)]
    public void The_cache_cleaning_errata_are_those_of_cortex_a53_up_to_r0p2(uint midr, bool isAffected)
    {
        IdRegisters registers = default;
        registers.Set(IdRegister.MidrEl1, midr);

        Assert.Equal(isAffected, CpuFeatures.Detect(registers).Has(CpuCap.WorkaroundCleanCache));
    }

    [Fact]
    public void Midr_is_read_by_its_fields()
    {
        Midr midr = new(0x412fd175);

        Assert.Equal((0x41u, 2u, 0xd17u, 5u, 0x41d17u, 0x25u),
            (midr.Implementer, midr.Variant, midr.PartNum, midr.Revision, midr.Model, midr.Version));
    }

    /// <summary>0x82000023 is what QEMU's cortex-a76 and neoverse-n1 report; Linux finds HAS_CACHE_IDC there.</summary>
    [Trait("Linux", "IDC from CLIDR; DIC of Neoverse N1 hidden")]
    [Theory]
    [InlineData(0x8444c004, 0x82000023, true)]
    [InlineData(0x8444c004, 0x0a200023, false)]
    [InlineData(0x8444c004, 0x08000023, true)]
    [InlineData(0x8444c004, 0x00000000, false)]
    [InlineData(0x9444c004, 0x0a200023, true)]
    public void Idc_follows_from_ctr_or_from_the_levels_of_the_caches(ulong ctr, ulong clidr, bool isPresent)
    {
        IdRegisters registers = default;
        registers.Set(IdRegister.CtrEl0, ctr);
        registers.Set(IdRegister.ClidrEl1, clidr);

        registers.DeduceCtr();

        Assert.Equal(isPresent, CpuFeatures.Detect(registers).Has(CpuCap.HasCacheIdc));
        Assert.Equal(ctr, registers.Get(IdRegister.CtrEl0) & ~(1ul << 28) | ctr & 1ul << 28);
    }

    [Theory]
    [InlineData(0x84448004, 64, 64, false, false)]
    [InlineData(0x86668006, 256, 256, false, false)]
    [InlineData(0xb444c004, 64, 64, true, true)]
    [InlineData(0x49444c005, 64, 128, true, false)]
    public void Ctr_is_read_by_its_fields(ulong value, uint data, uint instruction, bool idc, bool dic)
    {
        CtrEl0 ctr = new(value);

        Assert.Equal((data, instruction, idc, dic), (ctr.DataLineBytes, ctr.InstructionLineBytes, ctr.Idc, ctr.Dic));
    }

    [Theory]
    [InlineData(4, 64)]
    [InlineData(6, 256)]
    [InlineData(9, 2048)]
    [InlineData(0x14, 0)]
    public void Dczid_gives_the_block_size_unless_it_is_prohibited(ulong value, uint bytes) =>
        Assert.Equal(bytes, new DczidEl0(value).BlockBytes);

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void Every_capability_has_a_name_that_finds_it_and_a_text_unless_every_core_has_it(CpuCap cap)
    {
        Assert.Equal(cap, TestData.Capability(TestData.String(CpuCaps.Name(cap))));
        Assert.Equal(cap is CpuCap.AlwaysBoot or CpuCap.AlwaysSystem or CpuCap.HasFpsimd, CpuCaps.Text(cap).IsEmpty);
    }

    [Theory]
    [InlineData(CpuCap.HasLseAtomics, "HAS_LSE_ATOMICS", "LSE atomic instructions")]
    [InlineData(CpuCap.Ssbs, "SSBS", "Speculative Store Bypassing Safe (SSBS)")]
    [InlineData(CpuCap.WorkaroundCleanCache, "WORKAROUND_CLEAN_CACHE", "ARM errata 826319, 827319, 824069, or 819472")]
    public void Names_and_texts_are_those_of_linux(CpuCap cap, string name, string text) =>
        Assert.Equal((name, text), (TestData.String(CpuCaps.Name(cap)), TestData.String(CpuCaps.Text(cap))));

    [Theory]
    [InlineData("HAS_LSE")]
    [InlineData("has_lse_atomics")]
    [InlineData("")]
    public void An_unknown_name_finds_nothing(string name) => Assert.False(CpuCaps.TryParse(Encoding.ASCII.GetBytes(name), out _));

    [Fact]
    public void A_set_holds_what_was_added_and_nothing_else()
    {
        for (int added = 0; added < CpuCaps.Count; added++)
        {
            CpuCapSet set = default;
            set.Add((CpuCap)added);
            for (int cap = 0; cap < 128; cap++)
            {
                Assert.Equal(cap == added, set.Has((CpuCap)cap));
            }
        }
    }

    [Theory]
    [InlineData(IdRegister.MidrEl1, 0xc000)]
    [InlineData(IdRegister.ClidrEl1, 0xc801)]
    [InlineData(IdRegister.IdAa64Isar0El1, 0xc030)]
    [InlineData(IdRegister.IdAa64Mmfr4El1, 0xc03c)]
    [InlineData(IdRegister.CtrEl0, 0xd801)]
    [InlineData(IdRegister.DczidEl0, 0xd807)]
    public void Registers_carry_the_encoding_of_their_mrs_instruction(IdRegister register, int encoding) =>
        Assert.Equal(encoding, IdRegisters.Encoding(register));

    private static void Set(ref IdRegisters registers, string name, uint value)
    {
        IdField field = TestData.Field(name);
        registers.Set(field.Register, field.Insert(registers.Get(field.Register), value));
    }
}
