using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BareMetal.Patcher;
using Internal.Runtime.CompilerHelpers;

namespace System.IO.Hashing;

/// <summary>The CRC-32 of IEEE 802.3: reflected, polynomial 0x04C11DB7, all ones at start and end.</summary>
// SAFETY: pointers and lengths are those of one span that `fixed` holds, or of a value on this stack with its size. The loops read that
// many bytes and no more; an index into the table is four bits, and the table has 16 elements. The core reads unaligned words.
public sealed class Crc32
{
    private const uint InitialState = 0xFFFFFFFF;
    private const int HashLengthInBytes = sizeof(uint);

    private uint _state = InitialState;

    /// <summary>The CRC of each four-bit value: two look-ups a byte, 64 bytes of table.</summary>
    private static ReadOnlySpan<uint> NibbleTable =>
    [
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
        0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    ];

    public static uint HashToUInt32(ReadOnlySpan<byte> source) => ~Update(InitialState, source);

    /// <summary>Writes the hash, little endian.</summary>
    /// <returns>Bytes written: 4.</returns>
    public static int Hash(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (!BinaryPrimitives.TryWriteUInt32LittleEndian(destination, HashToUInt32(source)))
        {
            ThrowHelpers.ThrowArgumentException();
        }

        return HashLengthInBytes;
    }

    public void Append(ReadOnlySpan<byte> source) => _state = Update(_state, source);

    public void Reset() => _state = InitialState;

    public uint GetCurrentHashAsUInt32() => ~_state;

    private static unsafe uint Update(uint state, ReadOnlySpan<byte> source)
    {
        fixed (byte* bytes = source)
        {
            return Update(state, bytes, (nuint)source.Length);
        }
    }

    [Fallback(nameof(UpdateByTable)), AlternativeCall(nameof(UpdateByInstruction), CpuCap.HasCrc32)]
    private static extern unsafe uint Update(uint state, byte* source, nuint length);

    private static unsafe uint UpdateByInstruction(uint state, byte* source, nuint length)
    {
        for (; length >= sizeof(ulong); length -= sizeof(ulong), source += sizeof(ulong))
        {
            state = Add(state, *(ulong*)source);
        }

        if ((length & sizeof(uint)) != 0)
        {
            state = Add(state, *(uint*)source);
            source += sizeof(uint);
        }

        for (length %= sizeof(uint); length != 0; length--, source++)
        {
            state = AddByte(state, *source);
        }

        return state;
    }

    private static unsafe uint UpdateByTable(uint state, byte* source, nuint length)
    {
        ref uint table = ref MemoryMarshal.GetReference(NibbleTable);
        for (nuint i = 0; i < length; i++)
        {
            state ^= source[i];
            state = Unsafe.Add(ref table, (nint)(state & 0xF)) ^ (state >> 4);
            state = Unsafe.Add(ref table, (nint)(state & 0xF)) ^ (state >> 4);
        }

        return state;
    }

    [Fallback(nameof(AddByTable)), Alternative("crc32x w0, w0, x1", CpuCap.HasCrc32)]
    private static extern uint Add(uint state, ulong value);

    [Fallback(nameof(AddByTable)), Alternative("crc32w w0, w0, w1", CpuCap.HasCrc32)]
    private static extern uint Add(uint state, uint value);

    [Fallback(nameof(AddByteByTable)), Alternative("crc32b w0, w0, w1", CpuCap.HasCrc32)]
    private static extern uint AddByte(uint state, uint value);

    private static unsafe uint AddByTable(uint state, ulong value) => UpdateByTable(state, (byte*)&value, sizeof(ulong));

    private static unsafe uint AddByTable(uint state, uint value) => UpdateByTable(state, (byte*)&value, sizeof(uint));

    private static unsafe uint AddByteByTable(uint state, uint value) => UpdateByTable(state, (byte*)&value, sizeof(byte));
}
