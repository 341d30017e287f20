using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace BareMetal.Boot.Image;

/// <summary>SHA-256 (NIST FIPS 180-4) of bytes that come in pieces of whole 64-byte blocks, except for the last.</summary>
// SAFETY: the schedule has Rounds words, and each index is below that.
internal unsafe struct Sha256
{
    public const int BlockBytes = 64;
    public const int HashBytes = 32;

    /// <summary>Length of a hash as text.</summary>
    public const int HexDigits = 2 * HashBytes;

    private const int Rounds = 64;
    private const int ScheduledByBlock = 16;
    private const int StateWords = 8;

    private State _state;
    private ulong _bytes;

    private static ReadOnlySpan<uint> InitialState =>
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>Writes a hash as <see cref="HexDigits"/> characters.</summary>
    public static void WriteHex(ReadOnlySpan<byte> hash, Span<byte> text)
    {
        for (int index = 0; index < HashBytes; index++)
        {
            text[2 * index] = "0123456789abcdef"u8[hash[index] >> 4];
            text[(2 * index) + 1] = "0123456789abcdef"u8[hash[index] & 0xf];
        }
    }

    /// <summary>To be called first.</summary>
    public void Start()
    {
        _bytes = 0;
        for (int index = 0; index < StateWords; index++)
        {
            _state[index] = InitialState[index];
        }
    }

    /// <summary>Adds whole blocks.</summary>
    public void AppendBlocks(ReadOnlySpan<byte> blocks)
    {
        _bytes += (ulong)blocks.Length;
        for (; blocks.Length >= BlockBytes; blocks = blocks[BlockBytes..])
        {
            Compress(blocks);
        }
    }

    /// <summary>Adds the rest, less than a block, and writes <see cref="HashBytes"/> bytes.</summary>
    public void Finish(ReadOnlySpan<byte> rest, Span<byte> hash)
    {
        const int LengthBytes = 8;
        ulong bits = (_bytes + (ulong)rest.Length) * 8;
        Span<byte> padding = stackalloc byte[2 * BlockBytes];
        for (int index = 0; index < rest.Length; index++)
        {
            padding[index] = rest[index];
        }

        padding[rest.Length] = 0x80;
        int end = rest.Length + 1 + LengthBytes <= BlockBytes ? BlockBytes : 2 * BlockBytes;
        BinaryPrimitives.WriteUInt64BigEndian(padding[(end - LengthBytes)..], bits);
        AppendBlocks(padding[..end]);
        for (int index = 0; index < StateWords; index++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash[(index * 4)..], _state[index]);
        }
    }

    private void Compress(ReadOnlySpan<byte> block)
    {
        // SAFETY: plain indexes below Rounds, which ilc doesn't prove; the hash of the Image is on the way of every boot.
        uint* schedule = stackalloc uint[Rounds];
        for (int index = 0; index < ScheduledByBlock; index++)
        {
            schedule[index] = BinaryPrimitives.ReadUInt32BigEndian(block[(index * sizeof(uint))..]);
        }

        for (int index = ScheduledByBlock; index < Rounds; index++)
        {
            schedule[index] =
                SmallSigma1(schedule[index - 2]) + schedule[index - 7] + SmallSigma0(schedule[index - 15]) + schedule[index - 16];
        }

        uint a = _state[0], b = _state[1], c = _state[2], d = _state[3];
        uint e = _state[4], f = _state[5], g = _state[6], h = _state[7];
        for (int index = 0; index < Rounds; index++)
        {
            uint first = h + BigSigma1(e) + ((e & f) ^ (~e & g)) + RoundConstants[index] + schedule[index];
            uint second = BigSigma0(a) + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
        _state[4] += e;
        _state[5] += f;
        _state[6] += g;
        _state[7] += h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint BigSigma0(uint x) =>
        BitOperations.RotateRight(x, 2) ^ BitOperations.RotateRight(x, 13) ^ BitOperations.RotateRight(x, 22);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint BigSigma1(uint x) =>
        BitOperations.RotateRight(x, 6) ^ BitOperations.RotateRight(x, 11) ^ BitOperations.RotateRight(x, 25);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SmallSigma0(uint x) => BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SmallSigma1(uint x) => BitOperations.RotateRight(x, 17) ^ BitOperations.RotateRight(x, 19) ^ (x >> 10);

    [InlineArray(StateWords)]
    private struct State
    {
        private uint _h0;
    }
}
