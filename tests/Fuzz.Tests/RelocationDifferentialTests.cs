using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.Patcher;
using Xunit;

namespace BareMetal.Fuzz.Tests;

/// <summary>
/// Instructions of every class that a replacement may hold do the same, moved to the site, as where they lie: executed in Unicorn.
/// </summary>
[Trait("Area", "Instructions and relocation")]
public sealed class RelocationDifferentialTests
{
    private const int CasesOfClass = 2000;
    private const int PlainCases = 4000;
    private const ulong Base = 0x10_0000_0000;

    // Name, fixed bits, bits that may be anything; the distance in bytes that it reaches, and the lowest bit of its field.
    private static readonly (string Name, uint Fixed, uint Free, long Reach)[] s_classes =
    [
        ("B", 0x14000000, 0, 1 << 27), ("BL", 0x94000000, 0, 1 << 27), ("B.cond", 0x54000000, 0xf, 1 << 20),
        ("CBZ", 0x34000000, 0x8000001f, 1 << 20), ("CBNZ", 0x35000000, 0x8000001f, 1 << 20),
        ("TBZ", 0x36000000, 0x80f8001f, 1 << 15), ("TBNZ", 0x37000000, 0x80f8001f, 1 << 15),
        ("ADR", 0x10000000, 0x1f, 1 << 20), ("ADRP", 0x90000000, 0x1f, 1L << 32),
    ];

    // Newer than the cores that Unicorn has: FEAT_HBC, FEAT_CMPBR.
    private static readonly (string Name, uint Fixed, uint Free, long Reach)[] s_newer =
    [
        ("BC.cond", 0x54000010, 0xf, 1 << 20),
        ("CB<cc> (registers)", 0x74000000, 0x801f001f, 1 << 10), ("CB<cc> (immediate)", 0x75000000, 0x801f801f, 1 << 10),
        ("CBB<cc>", 0x74008000, 0x001f001f, 1 << 10), ("CBH<cc>", 0x7400c000, 0x001f001f, 1 << 10),
    ];

    public static IEnumerable<TheoryDataRow<string>> Classes => s_classes.Select(row => new TheoryDataRow<string>(row.Name));

    public static IEnumerable<TheoryDataRow<string>> Newer => s_newer.Select(row => new TheoryDataRow<string>(row.Name));

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_moved_instruction_does_the_same(string name)
    {
        (string _, uint fixedBits, uint free, long reach) = s_classes.Single(row => row.Name == name);
        (int executed, int branched) = Execute(fixedBits, free, reach, staysInside: false);

        Assert.Equal(CasesOfClass, executed);
        Assert.True(PcRelative.IsBranch(PcRelative.Form(fixedBits)) == branched > CasesOfClass / 20, $"{branched} of {executed} branched");
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void One_that_leads_to_its_own_replacement_leads_to_the_same_place_in_the_site(string name)
    {
        (string _, uint fixedBits, uint free, long reach) = s_classes.Single(row => row.Name == name);
        if (name != "ADRP")
        {
            Assert.Equal(CasesOfClass, Execute(fixedBits, free, reach, staysInside: true).Executed);
        }
    }

    /// <summary>What is compared must be able to differ.</summary>
    [Theory]
    [MemberData(nameof(Classes))]
    public void One_that_is_moved_wrongly_is_noticed(string name)
    {
        Unicorn.Require();
        uint form = s_classes.Single(row => row.Name == name).Fixed;
        using ExecutedMove execution = new(seed: 5);
        int noticed = 0;
        for (ulong from = Base; from < Base + 100 * 8; from += 8)
        {
            ulong to = from + 0x1000;
            Assert.True(PcRelative.TrySetTarget(PcRelative.Form(form), form, new(from), new(Base + 0x4000), out uint instruction));
            Assert.True(PcRelative.TrySetTarget(PcRelative.Form(form), form, new(to), new(Base + 0x5000), out uint moved));
            noticed += execution.Run(instruction, from, to, moved).Length == 0 ? 0 : 1;
        }

        Assert.InRange(noticed, 1, 100);
    }

    [Theory]
    [MemberData(nameof(Newer))]
    public void What_no_core_of_Unicorn_has_is_undefined_here_and_there(string name)
    {
        (string _, uint fixedBits, uint free, long reach) = s_newer.Single(row => row.Name == name);

        Assert.Equal(0, Execute(fixedBits, free, reach, staysInside: false).Branched);
    }

    [Fact]
    public void What_names_no_address_does_the_same_copied()
    {
        Unicorn.Require();
        using ExecutedMove execution = new(seed: 3);
        Random random = new(3);
        int defined = 0;
        for (int cases = 0; cases < PlainCases;)
        {
            uint instruction = (uint)random.NextInt64(1L << 32);
            (ulong from, ulong to) = Places(random, 1 << 20);

            // System instructions change what no context keeps.
            if (instruction >> 24 == 0xd5 || !PlainInstruction.Is(instruction))
            {
                continue;
            }

            string differences = execution.Run(instruction, from, to, instruction);
            Assert.True(differences.Length == 0, $"0x{instruction:x8}: {differences}");
            defined += execution.Error == 0 ? 1 : 0;
            cases++;
        }

        Assert.InRange(defined, PlainCases / 10, PlainCases);
    }

    [Fact]
    public void The_registers_are_those_that_an_instruction_names()
    {
        Unicorn.Require();
        using Unicorn core = new();
        core.Map(Base);
        for (uint rd = 0; rd < 31; rd++)
        {
            ulong[] registers = new ulong[Unicorn.RegisterCount];
            registers[Unicorn.ProgramCounter] = Base + rd * 4;
            core.Write(Base + rd * 4, BitConverter.GetBytes(0xd2800000 | (rd + 1) << 5 | rd));

            Assert.Equal(0, core.Step(registers));
            Assert.Equal(rd + 1, registers[rd]);
            Assert.Equal(Base + rd * 4 + 4, registers[Unicorn.ProgramCounter]);
            Assert.Equal(1, registers[..31].Count(value => value != 0));
        }
    }

    [Theory]
    [InlineData(0x18000000u)] // LDR (literal)
    [InlineData(0x98000000u)] // LDRSW (literal)
    [InlineData(0xd8000000u)] // PRFM (literal)
    [InlineData(0x5c000000u)] // LDR (literal, SIMD&FP)
    [InlineData(0x5500001fu)] // RETAASPPC
    [InlineData(0xf380001fu)] // AUTIASPPC
    public void What_cannot_be_moved_is_refused(uint instruction)
    {
        AltErrorCode error = Relocation.Move(instruction, new(Base), new(Base + 0x1000), new(Base), new(Base + 4), out _, out _);

        Assert.NotEqual(AltErrorCode.None, error);
    }

    private static (int Executed, int Branched) Execute(uint fixedBits, uint free, long reach, bool staysInside)
    {
        Unicorn.Require();
        using ExecutedMove execution = new(seed: 1);
        Random random = new(2);
        int executed = 0;
        int branched = 0;
        while (executed < CasesOfClass)
        {
            (ulong from, ulong to) = Places(random, reach);
            uint form = fixedBits | (uint)random.NextInt64(1L << 32) & free;
            ulong target = staysInside ? from - 16 + (ulong)random.Next(9) * 4 : Target(random, from, to, reach);
            ulong start = staysInside ? from - 16 : from;
            ulong end = staysInside ? from + 16 : from + 4;
            bool isEncodable = PcRelative.TrySetTarget(PcRelative.Form(form), form, new(from), new(target), out uint instruction);
            // Unicorn doesn't stop after one instruction of an endless loop.
            bool isItself = target == from || target == to;
            if (!isEncodable || isItself || (target >= start && target <= end) != staysInside
                || Relocation.Move(instruction, new(from), new(to), new(start), new(end), out uint moved, out _) != AltErrorCode.None)
            {
                continue;
            }

            string differences = execution.Run(instruction, from, to, moved, staysInside);
            Assert.True(differences.Length == 0, $"0x{instruction:x8} at 0x{from:x}, moved to 0x{to:x} as 0x{moved:x8}: {differences}");
            executed++;
            branched += execution.HasBranched && execution.Error == 0 ? 1 : 0;
        }

        return (executed, branched);
    }

    // Anywhere, and so far from each other that most of what one reaches the other does.
    private static (ulong From, ulong To) Places(Random random, long reach)
    {
        ulong from = Base + ((ulong)random.NextInt64(1L << 36) & ~3ul);
        long distance = random.NextInt64(-reach / 2, reach / 2) & ~3L;
        return (from, from + (ulong)(distance is > -64 and < 64 ? 64 : distance));
    }

    private static ulong Target(Random random, ulong from, ulong to, long reach)
    {
        ulong anchor = random.Next(2) == 0 ? from : to;
        long distance = random.Next(4) == 0 ? random.NextInt64(-64, 64) : random.NextInt64(-reach, reach);
        ulong target = anchor + (ulong)distance;
        return reach > 1 << 27 ? target & ~0xffful : target & ~3ul;
    }
}
