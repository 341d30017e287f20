using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>What callbacks write: every encoder against GNU as, and constants against a search of all that could be.</summary>
[Trait("Area", "Instructions and relocation")]
public class InstructionEncodingTests
{
    private const int Rounds = 1500;

    /// <summary>Some 60,000 instructions: as refuses what an encoder refuses, and makes the same word of all others.</summary>
    [Trait("Rule", "encoders refuse what an assembler refuses")]
    [Trait("Linux", "instruction generators that check operands")]
    [Fact]
    public void Every_encoder_does_as_the_assembler_does()
    {
        IReadOnlyList<EncoderCase> cases = EncoderCases.Make(Rounds);
        uint?[] expected = GnuAssembler.Assemble([.. cases.Select(one => one.Text)]);

        List<string> different = [];
        for (int i = 0; i < cases.Count; i++)
        {
            uint? ours = cases[i].IsEncodable ? cases[i].Instruction : null;
            if (ours != expected[i])
            {
                different.Add($"{cases[i].Text}: as has {Text(expected[i])}, the encoder {Text(ours)}");
            }
        }

        Assert.True(different.Count == 0, $"{different.Count} of {cases.Count}:\n{string.Join('\n', different.Take(30))}");
        AssertBothSidesAreTested(cases);
    }

    [Fact]
    public void What_cannot_be_encoded_is_a_word_that_traps()
    {
        Assert.All(EncoderCases.Make(50).Where(one => !one.IsEncodable), one => Assert.Equal(A64.Undefined, one.Instruction));
    }

    [Fact]
    public void A_hint_has_a_name() => Assert.Equal(
        [0xd503201f, 0xd503203f, 0xd503205f, 0xd503207f, 0xd503209f, 0xd50320bf, 0xd503221f, 0xd503229f, 0xd50322df, 0xd503241f,
            0xd503245f, 0xd503249f, 0xd50324df],
        Enum.GetValues<Hint>().Select(hint => A64.TryHint(hint, out uint word) ? word : 0));

    /// <summary>The linker ends at the first of these.</summary>
    [Theory]
    [InlineData(1L << 20)]
    [InlineData(-(1L << 20) - 1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void An_adrp_out_of_reach_is_refused(long pages) => Assert.False(A64.TryAdrp(0, pages, out _));

    /// <summary>No assembler has names for these.</summary>
    [Trait("Rule", "encoders refuse what an assembler refuses")]
    [Fact]
    public void Operands_that_have_no_name_are_refused()
    {
        const RegisterWidth NoWidth = (RegisterWidth)2;
        Assert.False(A64.TryCbz(NoWidth, 0, 0, out _));
        Assert.False(A64.TryAdd(NoWidth, 0, 0, 0, out _));
        Assert.False(A64.TryOrr(NoWidth, 0, 0, 1, out _));
        Assert.False(A64.TryExtr(NoWidth, 0, 0, 0, 0, out _));
        Assert.False(A64.TryMovz(NoWidth, 0, 0, 0, out _));
        Assert.False(A64.TryLdr(NoWidth, 0, 0, 0, out _));
        Assert.False(A64.TryBCond((Condition)16, 0, out _));
        Assert.False(A64.TryMovz(RegisterWidth.X, 0, 0, -16, out _));
        Assert.False(A64.TryMrs(0, new SystemRegister(1, 0, 0, 0, 0), out _));
        Assert.False(A64.TryMrs(0, new SystemRegister(4, 0, 0, 0, 0), out _));
        Assert.False(A64.TryMoveQuarter(0, 0, 4, out _));
        Assert.False(A64.TryMoveQuarter(0, 0, -1, out _));
    }

    /// <summary>GNU as takes such a value for the negative number that it is in 64 bits.</summary>
    [Fact]
    public void A_mask_for_32_bits_has_none_above_them() => Assert.False(A64.TryAnd(RegisterWidth.W, 0, 0, 0xffff_ffff_ffff_fffe, out _));

    [Fact]
    public void Every_bitmask_immediate_is_found_and_nothing_else()
    {
        HashSet<ulong> found = [.. Bitmasks().Where(mask => BitmaskImmediate.TryEncode(RegisterWidth.X, mask, out _))];

        Assert.Equal(5334, found.Count);
        Assert.Equal(
            5334, found.Select(mask => BitmaskImmediate.TryEncode(RegisterWidth.X, mask, out uint fields) ? fields : 0).Distinct().Count());
        Gen.ULong.Sample(value => BitmaskImmediate.TryEncode(RegisterWidth.X, value, out _) == found.Contains(value));
        Gen.Select(Gen.OneOf<ulong>([.. found]), Gen.Int[0, 63])
            .Sample((value, bit) =>
                BitmaskImmediate.TryEncode(RegisterWidth.X, value ^ 1ul << bit, out _) == found.Contains(value ^ 1ul << bit));
    }

    [Fact]
    public void A_value_within_16_aligned_bits_takes_one_movz()
    {
        Gen.Select(Gen.UInt[0, 31], Gen.UShort, Gen.Int[0, 3]).Sample((rd, chunk, quarter) =>
        {
            bool isEncodable = A64.TryMovz(rd, (ulong)chunk << (16 * quarter), out uint movz);
            ulong value = (ulong)(movz >> 5 & 0xffff) << (int)(16 * (movz >> 21 & 3));
            return isEncodable && (movz & 0xff80001f) == (0xd2800000 | rd) && value == (ulong)chunk << (16 * quarter);
        });
    }

    [Theory]
    [InlineData(0x10001ul)]
    [InlineData(0x1fffeul)]
    [InlineData(0x8000_0000_0000_0001ul)]
    [InlineData(ulong.MaxValue)]
    public void A_value_that_takes_more_than_one_movz_is_refused(ulong value) => Assert.False(A64.TryMovz(0, value, out _));

    /// <summary>The assembler's mov of Xd; where it refuses that, its mov of Wd, of values that have no upper half.</summary>
    [Trait("Rule", "a constant takes as few words as load it, by either width; a site that has too few is left alone")]
    [Fact]
    public void One_instruction_gives_what_the_assembler_can_move_into_either_width()
    {
        List<(uint Register, ulong Value)> moves = [];
        Gen.Select(Gen.UInt[0, 30], Constant, Gen.OneOf<int>(0, 32), (register, value, shift) => (register, value >> shift))
            .Sample(moves.Add, iter: 5000, threads: 1);
        uint?[] wide = GnuAssembler.Assemble([.. moves.Select(move => $"mov x{move.Register}, #0x{move.Value:x}")]);
        uint?[] narrow = GnuAssembler.Assemble([.. moves.Select(move => $"mov w{move.Register}, #0x{move.Value & uint.MaxValue:x}")]);

        (uint Register, ulong Value, uint?)[] expected =
            [.. moves.Select((move, i) => (move.Register, move.Value, wide[i] ?? (move.Value <= uint.MaxValue ? narrow[i] : null)))];
        Assert.Equal(
            expected,
            moves.Select(
                move => (move.Register, move.Value, A64.TryMovEitherWidth(move.Register, move.Value, out uint word) ? word : (uint?)null)));
        Assert.True(
            expected.Count(one => one.Item3 >> 31 == 0) > 100 && expected.Count(one => one.Item3 is null) > 100, "too few of a kind");
    }

    [Fact]
    public void A_constant_takes_the_fewest_words_that_give_it()
    {
        HashSet<ulong>[] loads = Loads();
        Constant.Sample(value =>
        {
            uint[] words = new uint[A64.MaxConstantWords];
            bool fits = A64.TryLoadConstant(7, value, words, out int count);
            return fits && count == FewestWords(loads, value) && ConstantMachine.Run(7, words.AsSpan(0, count)) == value;
        }, iter: 20_000);
    }

    [Theory]
    [InlineData(0ul, 1)]
    [InlineData(ulong.MaxValue, 1)]
    [InlineData(0x5555_5555_5555_5555ul, 1)]
    [InlineData(0x5555_1234_5555_5555ul, 2)]
    [InlineData(0x1234_00ff_5678_ff00ul, 3)]
    [InlineData(0x1234_5678_9abc_def1ul, 4)]
    public void A_constant_takes_one_to_four_words(ulong value, int words) =>
        Assert.True(A64.TryLoadConstant(0, value, new uint[words], out int count) && count == words);

    [Fact]
    public void A_constant_that_does_not_fit_or_has_no_register_is_refused()
    {
        Assert.False(A64.TryLoadConstant(0, 0x1234_5678_9abc_def1, new uint[3], out int count));
        Assert.Equal(0, count);
        Assert.False(A64.TryLoadConstant(0, 0, default, out _));
        Assert.False(A64.TryLoadConstant(32, 1, new uint[4], out _));
        Assert.False(A64.TryMov(31, 0x5555_5555_5555_5555, out _));
    }

    [Fact]
    public void Every_26_bit_distance_survives_encoding_and_decoding()
    {
        BranchOffset offset = A64.BranchImmediate26;
        for (long bytes = -(1L << 27); bytes < 1L << 27; bytes += 4)
        {
            if (!offset.TryEncode(Words.Bl, bytes, out uint branch) || offset.Decode(branch) != bytes || branch >> 26 != 0b100101)
            {
                Assert.Fail($"bl . + {bytes}: {branch:x8}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-3)]
    [InlineData(1L << 27)]
    [InlineData(-(1L << 27) - 4)]
    [InlineData(1L << 40)]
    [InlineData(long.MinValue)]
    public void A_distance_that_does_not_fit_or_is_no_multiple_of_4_is_refused(long bytes)
    {
        Assert.False(A64.BranchImmediate26.TryEncode(Words.Bl, bytes, out uint encoded));
        Assert.Equal(Words.Bl, encoded);
    }

    /// <summary>Values by chance, patterns that ORR can load, and those with some quarters replaced.</summary>
    private static Gen<ulong> Constant => Gen.Select(
        Gen.OneOf<ulong>([.. Bitmasks()]),
        Gen.ULong,
        Gen.OneOf<ulong>(0, 0xffff, 0xffff_ffff, 0xffff_0000_ffff, 0xffff_ffff_ffff, ulong.MaxValue),
        Gen.Int[0, 3],
        (mask, value, replaced, rotation) => (mask & ~Rotate(replaced, rotation)) | (value & Rotate(replaced, rotation)));

    private static ulong Rotate(ulong quarters, int by) => BitOperations.RotateLeft(quarters, 16 * by);

    /// <summary>Every pattern of ones side by side, rotated and repeated: by the definition, bit by bit.</summary>
    private static IEnumerable<ulong> Bitmasks() =>
        from size in (int[])[2, 4, 8, 16, 32, 64]
        from ones in Enumerable.Range(1, size - 1)
        from rotation in Enumerable.Range(0, size)
        select Enumerable.Range(0, 64).Where(bit => (bit + rotation) % size < ones).Aggregate(0ul, (value, bit) => value | 1ul << bit);

    /// <summary>For each set of quarters that MOVK overwrites: the others, as one instruction can load them.</summary>
    private static HashSet<ulong>[] Loads()
    {
        ulong[] masks = [.. Bitmasks()];
        return [.. Enumerable.Range(0, 16).Select(moved => masks.Select(mask => mask & Kept(moved)).ToHashSet())];
    }

    private static int FewestWords(HashSet<ulong>[] loads, ulong value) => Enumerable.Range(0, 16)
        .Where(moved => loads[moved].Contains(value & Kept(moved)) || IsMove(value, moved, 0) || IsMove(value, moved, 0xffff))
        .Min(moved => 1 + BitOperations.PopCount((uint)moved));

    /// <summary>MOVZ or MOVN: all quarters that stay are <paramref name="rest"/>, but for one.</summary>
    private static bool IsMove(ulong value, int moved, uint rest) =>
        Enumerable.Range(0, 4).Count(quarter => (moved >> quarter & 1) == 0 && (value >> (16 * quarter) & 0xffff) != rest) <= 1;

    private static ulong Kept(int moved) =>
        Enumerable.Range(0, 4).Where(quarter => (moved >> quarter & 1) == 0)
            .Aggregate(0ul, (kept, quarter) => kept | 0xfffful << (16 * quarter));

    /// <summary>A test in which everything is refused, or nothing, would show little.</summary>
    private static void AssertBothSidesAreTested(IReadOnlyList<EncoderCase> cases)
    {
        foreach (IGrouping<string, EncoderCase> group in cases.GroupBy(one => one.Text.Split(' ', '.')[0]))
        {
            Assert.True(group.Count(one => one.IsEncodable) >= Rounds / 4, $"{group.Key}: too few that can be encoded");
            Assert.True(group.Count(one => !one.IsEncodable) >= Rounds / 60, $"{group.Key}: too few that can't");
        }
    }

    private static string Text(uint? instruction) => instruction is null ? "none" : $"{instruction:x8}";
}
