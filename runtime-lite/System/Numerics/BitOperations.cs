using System.Runtime.Intrinsics.Arm;
using BareMetal.Patcher;

namespace System.Numerics;

/// <summary>Counting, scanning and rotating bits.</summary>
public static class BitOperations
{
    public static bool IsPow2(int value) => (value & (value - 1)) == 0 && value > 0;

    public static bool IsPow2(uint value) => (value & (value - 1)) == 0 && value != 0;

    public static bool IsPow2(long value) => (value & (value - 1)) == 0 && value > 0;

    public static bool IsPow2(ulong value) => (value & (value - 1)) == 0 && value != 0;

    /// <summary>The least power of two not below <paramref name="value"/>; 0 for 0 and where it does not fit.</summary>
    public static uint RoundUpToPowerOf2(uint value) => value == 0 ? 0 : (uint)(0x1_0000_0000UL >> LeadingZeroCount(value - 1));

    /// <summary>The least power of two not below <paramref name="value"/>; 0 for 0 and where it does not fit.</summary>
    public static ulong RoundUpToPowerOf2(ulong value)
    {
        int shift = 64 - LeadingZeroCount(value - 1);
        return (1UL ^ (ulong)(shift >> 6)) << shift;
    }

    public static int LeadingZeroCount(uint value) => ArmBase.LeadingZeroCount(value);

    public static int LeadingZeroCount(ulong value) => ArmBase.Arm64.LeadingZeroCount(value);

    public static int TrailingZeroCount(int value) => TrailingZeroCount((uint)value);

    public static int TrailingZeroCount(uint value) => ArmBase.LeadingZeroCount(ArmBase.ReverseElementBits(value));

    public static int TrailingZeroCount(long value) => TrailingZeroCount((ulong)value);

    public static int TrailingZeroCount(ulong value) => ArmBase.Arm64.LeadingZeroCount(ArmBase.Arm64.ReverseElementBits(value));

    /// <summary>The position of the highest bit set; 0 for 0.</summary>
    public static int Log2(uint value) => 31 ^ LeadingZeroCount(value | 1);

    /// <summary>The position of the highest bit set; 0 for 0.</summary>
    public static int Log2(ulong value) => 63 ^ LeadingZeroCount(value | 1);

    public static int PopCount(uint value) => (int)CountOnes(value);

    public static int PopCount(ulong value) => (int)CountOnes(value);

    /// <summary>CRC-32C (Castagnoli) of one byte more.</summary>
    public static uint Crc32C(uint crc, byte data) => Crc32CByte(crc, data);

    /// <summary>CRC-32C (Castagnoli) of two bytes more.</summary>
    public static uint Crc32C(uint crc, ushort data) => Crc32CHalf(crc, data);

    /// <summary>CRC-32C (Castagnoli) of four bytes more.</summary>
    [Fallback(nameof(Crc32CByBits)), Alternative("crc32cw w0, w0, w1", CpuCap.HasCrc32)]
    public static extern uint Crc32C(uint crc, uint data);

    /// <summary>CRC-32C (Castagnoli) of eight bytes more.</summary>
    [Fallback(nameof(Crc32CByBits)), Alternative("crc32cx w0, w0, x1", CpuCap.HasCrc32)]
    public static extern uint Crc32C(uint crc, ulong data);

    public static uint RotateLeft(uint value, int offset) => (value << offset) | (value >> (32 - offset));

    public static ulong RotateLeft(ulong value, int offset) => (value << offset) | (value >> (64 - offset));

    public static uint RotateRight(uint value, int offset) => (value >> offset) | (value << (32 - offset));

    public static ulong RotateRight(ulong value, int offset) => (value >> offset) | (value << (64 - offset));

    [Fallback(nameof(CountOnesBySums)), Alternative("cnt x0, x0", CpuCap.HasCssc)]
    private static extern ulong CountOnes(ulong value);

    private static ulong CountOnesBySums(ulong value)
    {
        value -= (value >> 1) & 0x5555555555555555;
        value = (value & 0x3333333333333333) + ((value >> 2) & 0x3333333333333333);
        value = (value + (value >> 4)) & 0x0F0F0F0F0F0F0F0F;
        return value * 0x0101010101010101 >> 56;
    }

    [Fallback(nameof(Crc32CByteByBits)), Alternative("crc32cb w0, w0, w1", CpuCap.HasCrc32)]
    private static extern uint Crc32CByte(uint crc, uint data);

    [Fallback(nameof(Crc32CHalfByBits)), Alternative("crc32ch w0, w0, w1", CpuCap.HasCrc32)]
    private static extern uint Crc32CHalf(uint crc, uint data);

    private static uint Crc32CByteByBits(uint crc, uint data) => Crc32CByBits(crc, data, 8);

    private static uint Crc32CHalfByBits(uint crc, uint data) => Crc32CByBits(crc, data, 16);

    private static uint Crc32CByBits(uint crc, uint data) => Crc32CByBits(crc, data, 32);

    private static uint Crc32CByBits(uint crc, ulong data) => Crc32CByBits(crc, data, 64);

    /// <summary>Bit by bit, by the reflected polynomial.</summary>
    private static uint Crc32CByBits(uint crc, ulong data, int bits)
    {
        const uint Polynomial = 0x82F63B78;
        for (; bits > 0; bits--, data >>= 1)
        {
            crc = (crc >> 1) ^ ((crc ^ (uint)data) & 1) * Polynomial;
        }

        return crc;
    }
}
