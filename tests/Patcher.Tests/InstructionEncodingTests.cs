using CsCheck;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>What callbacks write.</summary>
public class InstructionEncodingTests
{
    /// <summary>Encoded by GNU as 2.40.</summary>
    [Theory]
    [InlineData(0, 0x0040, 0, 0xd2800800)]
    [InlineData(30, 0xffff, 0, 0xd29ffffe)]
    [InlineData(3, 0x1234, 2, 0xd2c24683)]
    [InlineData(17, 0x8000, 3, 0xd2f00011)]
    public void Movz_is_as_the_assembler_encodes_it(uint rd, uint value, int quarter, uint expected) =>
        Assert.Equal(expected, A64.Movz(rd, value, quarter));

    /// <summary>Encoded by GNU as 2.40.</summary>
    [Theory]
    [InlineData(0, 0xffff, 1, 0xf2bfffe0)]
    [InlineData(9, 0x0001, 3, 0xf2e00029)]
    public void Movk_is_as_the_assembler_encodes_it(uint rd, uint value, int quarter, uint expected) =>
        Assert.Equal(expected, A64.Movk(rd, value, quarter));

    [Fact]
    public void Nop_hvc_and_smc_are_as_the_assembler_encodes_them()
    {
        Assert.Equal(0xd503201f, A64.Nop);
        Assert.Equal(0xd4000002, A64.Hvc);
        Assert.Equal(0xd4000003, A64.Smc);
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
}
