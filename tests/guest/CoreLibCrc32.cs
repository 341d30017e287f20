using System;
using System.IO.Hashing;

namespace BareMetal.Guest;

/// <summary><see cref="Crc32"/>: by instruction or by table, whichever the Image was patched to.</summary>
internal static class CoreLibCrc32
{
    private static readonly Crc32 s_hash = new();

    private static ReadOnlySpan<byte> Digits => "123456789"u8;

    public static void Run()
    {
        Check.Group("crc32"u8);
        Span<byte> bytes = stackalloc byte[5];
        bytes.Clear();

        Check.That("check value"u8, Crc32.HashToUInt32(Digits) == 0xcbf43926 && Crc32.HashToUInt32(default) == 0);
        Check.That("in little endian"u8, Crc32.Hash(Digits, bytes) == 4 && bytes.SequenceEqual<byte>([0x26, 0x39, 0xf4, 0xcb, 0]));
        Check.That("every length and alignment"u8, AgreesWithBitByBit());

        s_hash.Append(Digits[..4]);
        s_hash.Append(Digits[..0]);
        s_hash.Append(Digits[4..]);
        Check.That("in parts"u8, s_hash.GetCurrentHashAsUInt32() == 0xcbf43926);
        s_hash.Reset();
        Check.That("reset"u8, s_hash.GetCurrentHashAsUInt32() == 0);
    }

    private static bool AgreesWithBitByBit()
    {
        Span<byte> bytes = stackalloc byte[40];
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)((index * 37) + 5);
        }

        bool agrees = true;
        for (int start = 0; start < 8; start++)
        {
            for (int length = 0; length <= 32; length++)
            {
                ReadOnlySpan<byte> part = bytes.Slice(start, length);
                agrees &= Crc32.HashToUInt32(part) == BitByBit(part);
            }
        }

        return agrees;
    }

    // IEEE 802.3: reflected polynomial 0x04C11DB7
    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        uint state = uint.MaxValue;
        foreach (byte octet in bytes)
        {
            state ^= octet;
            for (int bit = 0; bit < 8; bit++)
            {
                state = (state >> 1) ^ ((state & 1) * 0xedb88320);
            }
        }

        return ~state;
    }
}
