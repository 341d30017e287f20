using System;
using System.Numerics;
using BareMetal.Patcher;

/// <summary>CRC-32C over memory, in the best version for the CPU at hand. A call of <see cref="Update"/> is a direct one.</summary>
// SAFETY: callers pass a span's start and length; each version reads that many bytes and no more.
internal static unsafe class Castagnoli
{
    /// <summary>The CRC of each four-bit value.</summary>
    private static ReadOnlySpan<uint> Nibbles =>
    [
        0x00000000, 0x105EC76F, 0x20BD8EDE, 0x30E349B1, 0x417B1DBC, 0x5125DAD3, 0x61C69362, 0x7198540D,
        0x82F63B78, 0x92A8FC17, 0xA24BB5A6, 0xB21572C9, 0xC38D26C4, 0xD3D3E1AB, 0xE330A81A, 0xF36E6F75,
    ];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            return ~Update(uint.MaxValue, start, (nuint)bytes.Length);
        }
    }

    /// <summary>For comparison: what runs where no version applies.</summary>
    public static uint OfByTable(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            return ~UpdateByTable(uint.MaxValue, start, (nuint)bytes.Length);
        }
    }

    [Fallback(nameof(UpdateByTable)), AlternativeCall(nameof(UpdateByInstruction), CpuCap.HasCrc32)]
    private static extern uint Update(uint crc, byte* bytes, nuint length);

    private static uint UpdateByTable(uint crc, byte* bytes, nuint length)
    {
        for (; length != 0; length--, bytes++)
        {
            crc ^= *bytes;
            crc = Nibbles[(int)(crc & 0xF)] ^ (crc >> 4);
            crc = Nibbles[(int)(crc & 0xF)] ^ (crc >> 4);
        }

        return crc;
    }

    // Each BitOperations.Crc32C is one instruction where this is called.
    private static uint UpdateByInstruction(uint crc, byte* bytes, nuint length)
    {
        for (; length >= sizeof(ulong); length -= sizeof(ulong), bytes += sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, *(ulong*)bytes);
        }

        for (; length != 0; length--, bytes++)
        {
            crc = BitOperations.Crc32C(crc, *bytes);
        }

        return crc;
    }
}
