using System;

namespace BareMetal.Guest;

/// <summary>Arithmetic with and without checks, conversions and <see cref="Math"/>.</summary>
internal static class CoreLibArithmetic
{
    public static void Run()
    {
        Check.Group("arithmetic"u8);
        Integers();
        CheckedIntegers();
        CheckedConversions();
        FloatingPoint();
        Bounds();
        Products();
    }

    private static void Integers()
    {
        int largest = Check.Opaque(int.MaxValue);
        int shift = Check.Opaque(33);

        Check.That("wraps around"u8, unchecked(largest + 1) == int.MinValue && unchecked((byte)(largest + 3)) == 2);
        Check.That("division truncates"u8, Check.Opaque(-7) / 2 == -3 && Check.Opaque(-7) % 2 == -1 && Check.Opaque(7) / -2 == -3);
        Check.That(
            "unsigned division"u8, Check.Opaque(ulong.MaxValue) / 10 == 1844674407370955161 && Check.Opaque(uint.MaxValue) % 10 == 5);
        Check.That("shift counts are masked"u8, 1 << shift == 2 && 1L << shift == 1L << 33 && Check.Opaque(-8) >> shift == -4);
        Check.That("unsigned shift"u8, Check.Opaque(-8) >>> 1 == 0x7ffffffc);
        Check.That("order"u8,
            Check.Opaque(-1).CompareTo(1) < 0
                && Check.Opaque(ulong.MaxValue).CompareTo(1UL) > 0
                && Check.Opaque((byte)4).CompareTo((byte)4) == 0);
        Check.That(
            "equality"u8, Check.Opaque(-1L).Equals(-1L) && !Check.Opaque((ushort)1).Equals((ushort)2) && Check.Opaque(true).Equals(true));
    }

    private static void CheckedIntegers()
    {
        int two = Check.Opaque(2);
        uint unsignedTwo = Check.Opaque(2u);
        long longTwo = Check.Opaque(2L);
        ulong unsignedLongTwo = Check.Opaque(2UL);

        checked
        {
            Check.That("checked sums"u8, int.MaxValue - 2 + two == int.MaxValue && uint.MaxValue - 2 + unsignedTwo == uint.MaxValue);
            Check.That("checked differences"u8, int.MinValue + 2 - two == int.MinValue && unsignedTwo - 2 == 0 && -two == -2);
            Check.That("checked products"u8, two * 0x3fffffff == 0x7ffffffe && unsignedTwo * 0x7fffffff == 0xfffffffe);
            Check.That("checked long sums"u8,
                long.MaxValue - 2 + longTwo == long.MaxValue && unsignedLongTwo + (ulong.MaxValue - 2) == ulong.MaxValue);
            Check.That("checked long products"u8,
                longTwo * (long.MinValue / 2) == long.MinValue && unsignedLongTwo * (ulong.MaxValue / 2) == ulong.MaxValue - 1);
        }
    }

    private static void CheckedConversions()
    {
        checked
        {
            Check.That("checked narrowing"u8,
                (byte)Check.Opaque(255) == 255 && (sbyte)Check.Opaque(-128) == -128 && (ushort)Check.Opaque(65535) == 65535);
            Check.That("checked signs"u8, (uint)Check.Opaque(int.MaxValue) == 0x7fffffff && (int)Check.Opaque(0x7fffffffu) == int.MaxValue);
            Check.That("checked long narrowing"u8,
                (int)Check.Opaque(-0x80000000L) == int.MinValue && (long)Check.Opaque(0x7fffffffffffffffUL) == long.MaxValue);
            Check.That("checked from floating point"u8,
                (int)Check.Opaque(2147483647.9) == int.MaxValue && (int)Check.Opaque(-2147483648.9) == int.MinValue);
            Check.That("checked unsigned from floating point"u8,
                (uint)Check.Opaque(-0.5) == 0 && (uint)Check.Opaque(4294967295.5) == uint.MaxValue);
            Check.That("checked long from floating point"u8,
                (long)Check.Opaque(-9.2e18) == -9_200_000_000_000_000_000 && (ulong)Check.Opaque(1.8e19) == 18_000_000_000_000_000_000);
        }
    }

    private static void FloatingPoint()
    {
        double tooLarge = Check.Opaque(3e9);
        double notANumber = Check.Opaque(0.0) / Check.Opaque(0.0);

        Check.That("sums"u8, Check.Opaque(1.5) + Check.Opaque(2.25) == 3.75 && Check.Opaque(1.5f) * 3 == 4.5f);
        Check.That("truncation"u8, (int)Check.Opaque(7.9f) == 7 && (int)Check.Opaque(-7.9) == -7);
        Check.That("saturation"u8,
            (int)tooLarge == int.MaxValue && (uint)-tooLarge == 0 && (long)(tooLarge * tooLarge * tooLarge) == long.MaxValue);
        Check.That("not a number"u8, notANumber != Check.Opaque(notANumber) && !(notANumber < 1) && (int)notANumber == 0);
        Check.That("from unsigned"u8,
            (double)Check.Opaque(ulong.MaxValue) == 18446744073709551616.0 && (ulong)Check.Opaque(1e19) == 10_000_000_000_000_000_000);
    }

    private static void Bounds()
    {
        Check.That("minimum"u8,
            Math.Min(Check.Opaque(3), -4) == -4 && Math.Min(Check.Opaque(3u), 0x80000000) == 3 && Math.Min(Check.Opaque(-1L), 1) == -1);
        Check.That("minimum of addresses"u8,
            Math.Min(Check.Opaque((nint)(-1)), 1) == -1
                && Math.Min(Check.Opaque((nuint)5), 9) == 5
                && Math.Min(Check.Opaque(1UL << 63), 7UL) == 7);
        Check.That("maximum"u8,
            Math.Max(Check.Opaque(3), -4) == 3
                && Math.Max(Check.Opaque(3u), 0x80000000) == 0x80000000
                && Math.Max(Check.Opaque(-1L), 1) == 1);
        Check.That("maximum of addresses"u8,
            Math.Max(Check.Opaque((nint)(-1)), 1) == 1
                && Math.Max(Check.Opaque((nuint)5), 9) == 9
                && Math.Max(Check.Opaque(1UL << 63), 7UL) == 1UL << 63);
        Check.That("clamp"u8,
            Math.Clamp(Check.Opaque(9), 1, 5) == 5
                && Math.Clamp(Check.Opaque(0u), 1, 5) == 1
                && Math.Clamp(Check.Opaque(-7L), -5, 5) == -5
                && Math.Clamp(Check.Opaque(3UL), 1, 5) == 3);
        Check.That("absolute value"u8,
            Math.Abs(Check.Opaque(-5)) == 5 && Math.Abs(Check.Opaque(int.MaxValue)) == int.MaxValue && Math.Abs(Check.Opaque(-5L)) == 5);
        Check.That(
            "sign"u8, Math.Sign(Check.Opaque(int.MinValue)) == -1 && Math.Sign(Check.Opaque(0)) == 0 && Math.Sign(Check.Opaque(7)) == 1);
        Check.That("sign of long"u8,
            Math.Sign(Check.Opaque(long.MinValue)) == -1 && Math.Sign(Check.Opaque(0L)) == 0 && Math.Sign(Check.Opaque(1L << 40)) == 1);
    }

    private static void Products()
    {
        ulong high = Math.BigMul(Check.Opaque(ulong.MaxValue), ulong.MaxValue, out ulong low);
        long signedHigh = Math.BigMul(Check.Opaque(-1L), 5L, out long signedLow);

        Check.That("128-bit product"u8, high == ulong.MaxValue - 1 && low == 1);
        Check.That("signed 128-bit product"u8, signedHigh == -1 && signedLow == -5);
        Check.That("64-bit product"u8,
            Math.BigMul(Check.Opaque(uint.MaxValue), uint.MaxValue) == 0xfffffffe00000001
                && Math.BigMul(Check.Opaque(int.MinValue), 2) == -0x100000000);
        Check.That(
            "quotient and remainder"u8, Math.DivRem(Check.Opaque(-17), 5) == (-3, -2) && Math.DivRem(Check.Opaque(17u), 5u) == (3u, 2u));
        Check.That("long quotient and remainder"u8,
            Math.DivRem(Check.Opaque(-17L), 5L) == (-3L, -2L) && Math.DivRem(Check.Opaque(17UL), 5UL) == (3UL, 2UL));
    }
}
