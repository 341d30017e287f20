using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>Boot arguments, and the two kinds of them that decide what is patched.</summary>
[Trait("Area", "Capabilities")]
public class BootArgumentTests
{
    private const ulong Isar0 = 0x0000_0000_0021_0000; // ATOMIC 2, CRC32 1

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("  a=1\tb.c=2,3\n", "a=1|b.c=2,3")]
    [InlineData("a -- b", "a")]
    [InlineData("a --b", "a|--b")]
    [InlineData("-- a", "")]
    [InlineData("a\0b c", "a")]
    public void White_space_separates_and_two_dashes_or_a_nul_end(string text, string expected)
    {
        List<string> found = [];
        foreach (BootArgument argument in new BootArguments(Bytes(text)))
        {
            found.Add(TestData.String(argument.Text));
        }

        Assert.Equal(expected, string.Join('|', found));
    }

    [Theory]
    [InlineData("alt.report=json", "alt.report", "json")]
    [InlineData("quiet", "quiet", "")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("a=", "a", "")]
    public void The_first_equals_sign_ends_the_key(string text, string key, string value)
    {
        BootArguments arguments = new(Bytes(text));
        Assert.True(arguments.MoveNext());

        Assert.Equal((key, value), (TestData.String(arguments.Current.Key), TestData.String(arguments.Current.Value)));
        Assert.True(arguments.Current.Is(Bytes(key)));
    }

    [Fact]
    public void Any_bytes_are_read_without_harm() => Gen.Byte.Array[0, 60].Sample(text =>
    {
        IdRegisters registers = default;
        IdRegisterOverrides<ArgumentErrors>.Apply(new BootArguments(text), 1, ref registers);
        AltSelection.Parse<ArgumentErrors>(new BootArguments(text), 10);
        ArgumentErrors.Take();
    });

    [Fact]
    public void Overrides_lower_their_fields_and_nothing_else()
    {
        (ulong value, List<string> errors) = Override("console=x id_aa64isar0.atomic=0 id_aa64isar0.crc32=0x0 baremetal.exit=y");

        Assert.Equal(0ul, value);
        Assert.Empty(errors);
    }

    [Fact]
    public void The_value_that_is_there_can_be_given()
    {
        (ulong value, List<string> errors) = Override("id_aa64isar0.atomic=2");

        Assert.Equal(Isar0, value);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("id_aa64isar0.atomic=3", AltErrorCode.OverrideRefused)]
    [InlineData("id_aa64isar0.rndr=1", AltErrorCode.OverrideRefused)]
    [InlineData("id_aa64isar0.atomic=f", AltErrorCode.OverrideRefused)]
    [InlineData("id_aa64isar0.atomic=10", AltErrorCode.IllegalFieldValue)]
    [InlineData("id_aa64isar0.atomic=0x10", AltErrorCode.IllegalFieldValue)]
    [InlineData("id_aa64isar0.atomic=", AltErrorCode.IllegalFieldValue)]
    [InlineData("id_aa64isar0.atomic", AltErrorCode.IllegalFieldValue)]
    [InlineData("id_aa64isar0.atomic=g", AltErrorCode.IllegalFieldValue)]
    [InlineData("id_aa64isar0.atomic=-1", AltErrorCode.IllegalFieldValue)]
    [InlineData("id_aa64isar0.atomic=0x100000000", AltErrorCode.IllegalFieldValue)]
    [InlineData("id_aa64isar0.atomics=0", AltErrorCode.UnknownIdField)]
    [InlineData("id_aa64isar0.=0", AltErrorCode.UnknownIdField)]
    [InlineData("id_aa64isar9.atomic=0", AltErrorCode.UnknownIdRegister)]
    [InlineData("id_.x=0", AltErrorCode.UnknownIdRegister)]
    [InlineData("id_aa64isar0.atomic=0x", AltErrorCode.IllegalFieldValue)]
    [InlineData("midr.revision=1", AltErrorCode.UnknownIdField)] // each core's own
    [InlineData("arm64.nolse", AltErrorCode.UnknownIdRegister)]
    [InlineData("ctr.l1ip=1", AltErrorCode.OverrideRefused)]
    public void What_is_unknown_illegal_or_promises_more_is_named_and_ignored(string argument, AltErrorCode expected)
    {
        (ulong value, List<string> errors) = Override(argument);

        Assert.Equal([$"{expected} {argument}"], errors);
        Assert.Equal(Isar0, value);
    }

    [Theory]
    [InlineData("id_aa64pfr0.advsimd=f", 0x0000_0000_0010_0000, 0x0000_0000_00f0_0000)] // signed: F is -1, none
    [InlineData("id_aa64pfr0.fp=f", 0, 0x0000_0000_000f_0000)]
    public void In_a_signed_field_all_ones_is_lower(string argument, ulong before, ulong after)
    {
        IdRegisters registers = default;
        registers.Set(IdRegister.IdAa64Pfr0El1, before);

        IdRegisterOverrides<ArgumentErrors>.Apply(new BootArguments(Bytes(argument)), 1, ref registers);

        Assert.Equal(after, registers.Get(IdRegister.IdAa64Pfr0El1));
    }

    [Fact]
    public void From_all_ones_in_a_signed_field_nothing_but_all_ones_is_allowed()
    {
        IdRegisters registers = default;
        registers.Set(IdRegister.IdAa64Pfr0El1, 0xf0_0000);

        IdRegisterOverrides<ArgumentErrors>.Apply(new BootArguments("id_aa64pfr0.advsimd=0"u8), 1, ref registers);

        Assert.Equal(["OverrideRefused id_aa64pfr0.advsimd=0"], ArgumentErrors.Take());
    }

    [Theory]
    [InlineData("dczid.dzp=1", IdRegister.DczidEl0, 4, 0x14)] // prohibiting DC ZVA promises less
    [InlineData("ctr.idc=0 ctr.dic=0", IdRegister.CtrEl0, 0xb444c004, 0x8444c004)]
    [InlineData("ctr.dminline=2", IdRegister.CtrEl0, 0x8444c004, 0x8442c004)] // smaller lines: more cleaning
    [InlineData("ctr.erg=5", IdRegister.CtrEl0, 0x8444c004, 0x8454c004)]
    public void What_promises_less_depends_on_the_field(string argument, IdRegister register, ulong before, ulong after)
    {
        IdRegisters registers = default;
        registers.Set(register, before);

        IdRegisterOverrides<ArgumentErrors>.Apply(new BootArguments(Bytes(argument)), 1, ref registers);

        Assert.Empty(ArgumentErrors.Take());
        Assert.Equal(after, registers.Get(register));
    }

    [Fact]
    public void Overrides_end_at_two_dashes()
    {
        Assert.Equal(Isar0, Override("-- id_aa64isar0.atomic=0").Value);
    }

    /// <summary>
    /// Every field of every register: what is safe for a core with each value may be chosen, all else is refused by name.
    /// </summary>
    [Trait("Rule", "overrides only downward")]
    [Trait("Linux", "overrides and aliases from boot arguments")]
    [Fact]
    public void Every_field_can_be_overridden_by_what_is_safe_for_the_core_and_by_nothing_else()
    {
        foreach (IdField field in Enumerable.Range(0, IdField.Count).Select(index => new IdField(index)))
        {
            ulong count = Math.Min(1ul << field.Width, 16);
            for (ulong pair = 0; pair < count * count; pair++)
            {
                (ulong before, ulong wanted) = (pair / count, pair % count);
                string argument = $"{TestData.String(IdRegisters.Name(field.Register))}.{TestData.String(field.Name)}=0x{wanted:x}";
                IdRegisters registers = default;
                registers.Set(field.Register, field.Insert(0xa5a5_5a5a_a5a5_5a5a, before));
                IdRegisters expected = registers;
                bool isAllowed = IsRaised(field) || field.Safe(field.Extend(before), field.Extend(wanted)) == field.Extend(wanted);
                expected.Set(field.Register, field.Insert(registers.Get(field.Register), isAllowed ? wanted : before));

                IdRegisterOverrides<ArgumentErrors>.Apply(new BootArguments(Bytes(argument)), 1, ref registers);

                Assert.Equal((argument, expected.Get(field.Register)), (argument, registers.Get(field.Register)));
                Assert.Equal(isAllowed ? [] : [$"OverrideRefused {argument}"], ArgumentErrors.Take());
            }
        }
    }

    [Theory]
    [InlineData("id_aa64isar0.atomic=0,id_aa64isar0.crc32=0", 0, "")]
    [InlineData("id_aa64isar0.atomic=0,id_aa64isar0.crc32=2", 0x1_0000, "OverrideRefused id_aa64isar0.crc32=2")]
    [InlineData("id_aa64isar0.atomic=0,crc32=0", 0x1_0000, "UnknownIdRegister crc32=0")]
    [InlineData("id_aa64isar0.atomic=0,,id_aa64isar0.crc32=0", 0, "UnknownIdRegister ")]
    [InlineData("id_aa64isar0.atomic=1 id_aa64isar0.atomic=2", 0x11_0000, "OverrideRefused id_aa64isar0.atomic=2")]
    public void Commas_separate_several_and_each_counts_for_itself(string argument, ulong after, string error)
    {
        (ulong value, List<string> errors) = Override(argument);

        Assert.Equal((after, error), (value, string.Join('|', errors)));
    }

    /// <summary>Linux's list of aliases (idreg-override.c), each on a core that has all it takes away.</summary>
    [Trait("Linux", "overrides and aliases from boot arguments")]
    [Theory]
    [InlineData("arm64.nosve", "id_aa64pfr0.sve")]
    [InlineData("arm64.nosme", "id_aa64pfr1.sme")]
    [InlineData("arm64.nobti", "id_aa64pfr1.bt")]
    [InlineData("arm64.nogcs", "id_aa64pfr1.gcs")]
    [InlineData("arm64.nopauth", "id_aa64isar1.gpi id_aa64isar1.gpa id_aa64isar1.api id_aa64isar1.apa id_aa64isar2.gpa3 id_aa64isar2.apa3")]
    [InlineData("arm64.nomops", "id_aa64isar2.mops")]
    [InlineData("arm64.nomte", "id_aa64pfr1.mte")]
    [InlineData("arm64.nolva", "id_aa64mmfr2.varange")]
    [InlineData("arm64.nompam", "id_aa64pfr0.mpam id_aa64pfr1.mpam_frac")]
    public void An_alias_takes_its_fields_away_and_nothing_else(string alias, string fields)
    {
        IdRegisters registers = default;
        for (int register = 0; register < IdRegisters.Count; register++)
        {
            registers.Set((IdRegister)register, 0x1111_1111_1111_1111);
        }

        IdRegisters expected = registers;
        foreach (string name in fields.Split(' '))
        {
            IdField field = TestData.Field(name);
            expected.Set(field.Register, field.Insert(expected.Get(field.Register), 0));
        }

        IdRegisterOverrides<ArgumentErrors>.Apply(new BootArguments(Bytes($"x {alias} y")), 1, ref registers);

        Assert.Empty(ArgumentErrors.Take());
        Assert.All(Enum.GetValues<IdRegister>(), register => Assert.Equal(expected.Get(register), registers.Get(register)));
    }

    [Theory]
    [InlineData("id_aa64pfr0.el0=1", 2, 1)]
    [InlineData("arm64.no32bit_el0", 2, 1)]
    [InlineData("arm64.no32bit_el0", 1, 1)]
    public void Aarch32_at_EL0_can_be_denied(string argument, ulong before, ulong after)
    {
        IdRegisters registers = default;
        registers.Set(IdRegister.IdAa64Pfr0El1, before);

        IdRegisterOverrides<ArgumentErrors>.Apply(new BootArguments(Bytes(argument)), 1, ref registers);

        Assert.Equal(after, registers.Get(IdRegister.IdAa64Pfr0El1));
        Assert.Empty(ArgumentErrors.Take());
    }

    private static (ulong Value, List<string> Errors) Override(string arguments)
    {
        IdRegisters registers = default;
        registers.Set(IdRegister.IdAa64Isar0El1, Isar0);
        IdRegisterOverrides<ArgumentErrors>.Apply(new BootArguments(Bytes(arguments)), 1, ref registers);
        return (registers.Get(IdRegister.IdAa64Isar0El1), ArgumentErrors.Take());
    }

    /// <summary>The fields of idfields.txt that may be raised: what they promise protects only the user who raises them.</summary>
    private static bool IsRaised(IdField field) => TestData.String(field.Name) is "csv2" or "csv3" or "ecbhb";

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
