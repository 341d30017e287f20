using System;
using System.Numerics;

namespace BareMetal.Guest;

/// <summary><see cref="BitOperations"/>.</summary>
internal static class CoreLibBits
{
    public static void Run()
    {
        Check.Group("bits"u8);
        Counts();
        Rotations();
        PowersOfTwo();
    }

    private static void Counts()
    {
        Check.That("leading zeros"u8,
            BitOperations.LeadingZeroCount(Check.Opaque(1u)) == 31 && BitOperations.LeadingZeroCount(Check.Opaque(0u)) == 32);
        Check.That("leading zeros of long"u8,
            BitOperations.LeadingZeroCount(Check.Opaque(1UL << 40)) == 23 && BitOperations.LeadingZeroCount(Check.Opaque(0UL)) == 64);
        Check.That("trailing zeros"u8,
            BitOperations.TrailingZeroCount(Check.Opaque(8u)) == 3
                && BitOperations.TrailingZeroCount(Check.Opaque(0u)) == 32
                && BitOperations.TrailingZeroCount(Check.Opaque(int.MinValue)) == 31);
        Check.That("trailing zeros of long"u8,
            BitOperations.TrailingZeroCount(Check.Opaque(1UL << 40)) == 40
                && BitOperations.TrailingZeroCount(Check.Opaque(0UL)) == 64
                && BitOperations.TrailingZeroCount(Check.Opaque(-2L)) == 1);
        Check.That("ones"u8,
            BitOperations.PopCount(Check.Opaque(0xf0f0u)) == 8
                && BitOperations.PopCount(Check.Opaque(ulong.MaxValue)) == 64
                && BitOperations.PopCount(Check.Opaque(0x8000000000000001)) == 2);
        Check.That("CRC-32C"u8, Castagnoli("123456789"u8) == 0xe3069283 && CastagnoliAgrees());
        Check.That("highest one"u8,
            BitOperations.Log2(Check.Opaque(1024u)) == 10
                && BitOperations.Log2(Check.Opaque(0u)) == 0
                && BitOperations.Log2(Check.Opaque(ulong.MaxValue)) == 63
                && BitOperations.Log2(Check.Opaque(0UL)) == 0);
    }

    private static uint Castagnoli(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte octet in bytes)
        {
            crc = BitOperations.Crc32C(crc, octet);
        }

        return ~crc;
    }

    // Eight bytes at once, in halves, in quarters and one by one.
    private static bool CastagnoliAgrees()
    {
        ulong value = Check.Opaque(0x8877665544332211);
        uint whole = BitOperations.Crc32C(7, value);
        uint quarters = 7;
        uint bytes = 7;
        for (int bit = 0; bit < 64; bit += 8)
        {
            bytes = BitOperations.Crc32C(bytes, (byte)(value >> bit));
            quarters = bit % 16 == 0 ? BitOperations.Crc32C(quarters, (ushort)(value >> bit)) : quarters;
        }

        return whole == bytes
            && whole == quarters
            && whole == BitOperations.Crc32C(BitOperations.Crc32C(7, (uint)value), (uint)(value >> 32));
    }

    private static void Rotations()
    {
        Check.That("rotate left"u8,
            BitOperations.RotateLeft(Check.Opaque(0x80000001u), 4) == 0x18
                && BitOperations.RotateLeft(Check.Opaque(0x8000000000000001), 4) == 0x18);
        Check.That("rotate right"u8,
            BitOperations.RotateRight(Check.Opaque(1u), 1) == 0x80000000 && BitOperations.RotateRight(Check.Opaque(1UL), 1) == 1UL << 63);
        Check.That("rotate by nothing and by all"u8,
            BitOperations.RotateLeft(Check.Opaque(5u), 0) == 5
                && BitOperations.RotateLeft(5u, Check.Opaque(32)) == 5
                && BitOperations.RotateRight(5UL, Check.Opaque(64)) == 5);
    }

    private static void PowersOfTwo()
    {
        Check.That("power of two"u8,
            BitOperations.IsPow2(Check.Opaque(64))
                && !BitOperations.IsPow2(Check.Opaque(0))
                && !BitOperations.IsPow2(Check.Opaque(int.MinValue))
                && !BitOperations.IsPow2(Check.Opaque(6u)));
        Check.That("power of two of long"u8,
            BitOperations.IsPow2(Check.Opaque(1UL << 63))
                && !BitOperations.IsPow2(Check.Opaque(long.MinValue))
                && BitOperations.IsPow2(Check.Opaque(1u << 31)));
        Check.That("round up"u8,
            BitOperations.RoundUpToPowerOf2(Check.Opaque(5u)) == 8
                && BitOperations.RoundUpToPowerOf2(Check.Opaque(1u)) == 1
                && BitOperations.RoundUpToPowerOf2(Check.Opaque(0u)) == 0);
        Check.That("round up what doesn't fit"u8,
            BitOperations.RoundUpToPowerOf2(Check.Opaque(0x80000000u)) == 0x80000000
                && BitOperations.RoundUpToPowerOf2(Check.Opaque(0x80000001u)) == 0);
        Check.That("round up long"u8,
            BitOperations.RoundUpToPowerOf2(Check.Opaque(5UL)) == 8
                && BitOperations.RoundUpToPowerOf2(Check.Opaque(1UL)) == 1
                && BitOperations.RoundUpToPowerOf2(Check.Opaque(0UL)) == 0);
        Check.That("round up long that doesn't fit"u8,
            BitOperations.RoundUpToPowerOf2(Check.Opaque(1UL << 63)) == 1UL << 63
                && BitOperations.RoundUpToPowerOf2(Check.Opaque(0x8000000000000001)) == 0);
    }
}
