using System;
using BareMetal.Testing;

internal static class Tests
{
    private static ReadOnlySpan<byte> Digits => "123456789"u8;

    [Test]
    private static void Check_value_of_CRC_32C_is_right()
    {
        Assert.Equal(0xE3069283, Castagnoli.Of(Digits));
        Assert.Equal(0xE3069283, Castagnoli.OfByTable(Digits));
    }

    [Test]
    private static void Every_length_and_alignment_agrees_with_the_table()
    {
        Span<byte> bytes = stackalloc byte[64];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(i * 91);
        }

        for (int start = 0; start < 8; start++)
        {
            for (int length = 0; length <= 32; length++)
            {
                ReadOnlySpan<byte> part = bytes.Slice(start, length);
                Assert.Equal(Castagnoli.OfByTable(part), Castagnoli.Of(part));
            }
        }
    }

    [Test(Fault = Fault.ArgumentOutOfRange)]
    private static void A_slice_that_is_too_long_is_a_fault()
    {
        ReadOnlySpan<byte> digits = Digits;
        Castagnoli.Of(digits[..(digits.Length + 1)]);
    }
}
