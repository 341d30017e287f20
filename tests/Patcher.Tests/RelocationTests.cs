using System;
using System.Collections.Generic;
using CsCheck;
using Xunit;
using static BareMetal.Patcher.Tests.RelocationCase;

namespace BareMetal.Patcher.Tests;

/// <summary>Moving an instruction from a replacement to its site.</summary>
[Trait("Area", "Instructions and relocation")]
public class RelocationTests
{
    /// <summary>Every branch class: its opcode with distance 0, the field's lowest bit and width.</summary>
    public static IEnumerable<TheoryDataRow<string, uint, int, int>> BranchClasses =>
    [
        new("b", Words.B, 0, 26),
        new("bl", Words.Bl, 0, 26),
        new("b.eq", Words.BEq, 5, 19),
        new("bc.eq", Words.BcEq, 5, 19),
        new("cbz x0", Words.CbzX0, 5, 19),
        new("cbnz w1", Words.CbnzW1, 5, 19),
        new("tbz x1, #33", Words.TbzX1Bit33, 5, 14),
        new("tbnz w2, #3", Words.TbnzW2Bit3, 5, 14),
        new("cbgt x5, x3", Words.CbgtX5X3, 5, 9),
        new("cbbge w5, w3", Words.CbbgeW5W3, 5, 9),
        new("cbgt w5, #20", Words.CbgtW5Imm20, 5, 9),
    ];

    [Theory]
    [MemberData(nameof(BranchClasses))]
    public void Every_branch_keeps_its_target_and_all_bits_but_the_distance(string name, uint opcode, int lsb, int width)
    {
        const int MovedBy = 16;
        long limit = 1L << (width - 1);
        for (long words = -limit; words < limit; words++)
        {
            if (words is >= -2 and <= 2)
            {
                continue;
            }

            uint branch = Encode(opcode, lsb, width, words);
            long movedWords = words - MovedBy;
            AltErrorCode error = Move(branch, From, From + MovedBy * 4, out uint moved);
            if (movedWords < -limit)
            {
                Expect(AltErrorCode.BranchOutOfRange, error, name, words);
            }
            else
            {
                Expect(AltErrorCode.None, error, name, words);
                Expect(Encode(opcode, lsb, width, movedWords), moved, name, words);
            }
        }
    }

    [Trait("Rule", "ranges")]
    [Theory]
    [MemberData(nameof(BranchClasses))]
    public void A_branch_out_of_reach_is_refused_on_both_sides(string name, uint opcode, int lsb, int width)
    {
        ulong reach = 1ul << (width + 1);
        uint back = Encode(opcode, lsb, width, -3);
        uint ahead = Encode(opcode, lsb, width, 3);
        ulong backTarget = From - 12;
        ulong aheadTarget = From + 12;

        Expect(AltErrorCode.None, Move(back, From, backTarget + reach, out _), name, 0);
        Expect(AltErrorCode.BranchOutOfRange, Move(back, From, backTarget + reach + 4, out _), name, 1);
        Expect(AltErrorCode.None, Move(ahead, From, aheadTarget - reach + 4, out _), name, 2);
        Expect(AltErrorCode.BranchOutOfRange, Move(ahead, From, aheadTarget - reach, out _), name, 3);
    }

    [Trait("Rule", "the end of a replacement counts as inside")]
    [Theory]
    [MemberData(nameof(BranchClasses))]
    public void A_branch_within_the_replacement_stays_as_it_is_up_to_and_including_its_end(string name, uint opcode, int lsb, int width)
    {
        for (long words = -2; words <= 2; words++)
        {
            uint branch = Encode(opcode, lsb, width, words);
            Expect(AltErrorCode.None, Move(branch, From, From + 0x1000, out uint moved, out ulong target), name, words);
            Expect(branch, moved, name, words);
            Expect(0ul, target, name, words);
        }
    }

    [Theory]
    [MemberData(nameof(BranchClasses))]
    public void A_branch_just_outside_of_the_replacement_is_moved(string name, uint opcode, int lsb, int width)
    {
        foreach (long words in (long[])[-3, 3])
        {
            Move(Encode(opcode, lsb, width, words), From, From + 0x40, out uint moved, out ulong target);
            Expect(Encode(opcode, lsb, width, words - 0x10), moved, name, words);
            Expect(From + (ulong)(words * 4), target, name, words);
        }
    }

    /// <summary>Encoded by GNU as 2.40 and llvm-mc 19.</summary>
    [Theory]
    [InlineData("ldr w0, .", 0x18000000, AltErrorCode.RefusedLdrLiteral)]
    [InlineData("ldr x0, .", 0x58000000, AltErrorCode.RefusedLdrLiteral)]
    [InlineData("ldr s0, .", 0x1c000000, AltErrorCode.RefusedLdrLiteralSimd)]
    [InlineData("ldr d0, .", 0x5c000000, AltErrorCode.RefusedLdrLiteralSimd)]
    [InlineData("ldr q31, .-4", 0x9cffffff, AltErrorCode.RefusedLdrLiteralSimd)]
    [InlineData("ldrsw x0, .", 0x98000000, AltErrorCode.RefusedLdrswLiteral)]
    [InlineData("prfm pldl1keep, .", 0xd8000000, AltErrorCode.RefusedPrfmLiteral)]
    [InlineData("retaasppc .", 0x5500001f, AltErrorCode.RefusedReturnLabel)]
    [InlineData("retabsppc .-4", 0x5520003f, AltErrorCode.RefusedReturnLabel)]
    [InlineData("autiasppc .", 0xf380001f, AltErrorCode.RefusedAuthenticateLabel)]
    [InlineData("autibsppc .-8", 0xf3a0005f, AltErrorCode.RefusedAuthenticateLabel)]
    public void What_depends_on_its_address_and_cannot_be_moved_is_refused_by_name(string text, uint instruction, AltErrorCode expected)
    {
        AltErrorCode error = Move(instruction, From, From + 0x1000, out uint moved);

        Expect(expected, error, text, 0);
        Assert.Equal(instruction, moved);
    }

    /// <summary>With every distance, and whatever it leads to: into the replacement, too.</summary>
    [Trait("Rule", "what can't be moved is refused")]
    [Theory]
    [InlineData(0x18000000, 19, AltErrorCode.RefusedLdrLiteral)]
    [InlineData(0x5800001f, 19, AltErrorCode.RefusedLdrLiteral)]
    [InlineData(0x1c000000, 19, AltErrorCode.RefusedLdrLiteralSimd)]
    [InlineData(0x5c00001f, 19, AltErrorCode.RefusedLdrLiteralSimd)]
    [InlineData(0x9c000007, 19, AltErrorCode.RefusedLdrLiteralSimd)]
    [InlineData(0x98000007, 19, AltErrorCode.RefusedLdrswLiteral)]
    [InlineData(0xd8000000, 19, AltErrorCode.RefusedPrfmLiteral)]
    [InlineData(0x5500001f, -16, AltErrorCode.RefusedReturnLabel)]
    [InlineData(0x5520001f, -16, AltErrorCode.RefusedReturnLabel)]
    [InlineData(0xf380001f, -16, AltErrorCode.RefusedAuthenticateLabel)]
    [InlineData(0xf3a0001f, -16, AltErrorCode.RefusedAuthenticateLabel)]
    public void A_form_that_is_refused_is_refused_with_the_address_that_it_names(uint opcode, int width, AltErrorCode expected)
    {
        bool isBackwards = width < 0;
        for (uint field = 0; field < 1u << Math.Abs(width); field++)
        {
            long words = isBackwards ? -(long)field : (long)((ulong)field << (64 - width)) >> (64 - width);
            Expect(expected, Move(opcode | field << 5, From, From + 0x1000, out _, out ulong target), "field", field);
            Expect(From + (ulong)(words * 4), target, "field", field);
        }
    }

    /// <summary>Neighbours of the refused forms that don't depend on their address.</summary>
    [Theory]
    [InlineData("retaa", 0xd65f0bff)]
    [InlineData("retaasppcr x3", 0xd65f0be3)]
    [InlineData("autiasppcr x3", 0xdac1907e)]
    [InlineData("pacm", 0xd50324ff)]
    [InlineData("br x1", 0xd61f0020)]
    [InlineData("hvc #0", 0xd4000002)]
    [InlineData("ldapur w0, [x0]", 0x99400000)]
    [InlineData("ldr x0, [x1]", 0xf9400020)]
    [InlineData("cpyp [x0]!, [x1]!, x2!", 0x1d010440)]
    [InlineData("ldg x0, [x1]", 0xd9600020)]
    [InlineData("add x0, x1, #1", 0x91000420)]
    [InlineData("extr x0, x1, x2, #1", 0x93c20420)]
    [InlineData("paciasppc", 0xdac1a3fe)]
    [InlineData("unallocated beside retaasppc", 0x5500001e)]
    [InlineData("unallocated beside retaasppc", 0x5540001f)]
    [InlineData("unallocated beside autiasppc", 0xf380001e)]
    [InlineData("unallocated beside cbgt", 0x74800000)]
    [InlineData("unallocated beside cbgt", 0xf4008000)]
    [InlineData("unallocated beside cbgt", 0x75004000)]
    [InlineData("unallocated beside ldr (literal)", 0xdc000000)]
    public void What_does_not_depend_on_its_address_is_copied(string text, uint instruction)
    {
        Expect(AltErrorCode.None, Move(instruction, From, From + 0x1000, out uint moved), text, 0);
        Expect(instruction, moved, text, 0);
    }

    [Trait("Linux", "branches and ADRP relocated; ADR and CB<cc> as well; literals refused; ranges checked")]
    [Fact]
    public void Any_word_is_copied_refused_or_still_leads_to_where_it_led()
    {
        Gen.Select(Gen.UInt, Gen.Int[-0x2000, 0x2000]).Sample((instruction, distance) =>
        {
            ulong to = From + (ulong)(distance * 4L);
            AltErrorCode error = Move(instruction, From, to, out uint moved, out ulong target);
            if (error == AltErrorCode.None && moved != instruction)
            {
                PcRelativeForm form = PcRelative.Form(moved);
                return form == PcRelative.Form(instruction) && PcRelative.Target(form, moved, new(to)).Value == target;
            }

            return moved == instruction;
        }, iter: 200_000);
    }

    private static uint Encode(uint opcode, int lsb, int width, long words) =>
        opcode | (uint)(words & ((1L << width) - 1)) << lsb;
}
