using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace BareMetal.Fuzz;

/// <summary>
/// Makes new inputs of old ones: one to sixteen changes, half of them by the target, which knows the format, half by these, which don't.
/// </summary>
/// <param name="target">Whose inputs they are.</param>
/// <param name="random">What decides.</param>
internal sealed class Mutator(IFuzzTarget target, Random random)
{
    private const int LargestBlock = 64;

    private static readonly ulong[] s_interesting =
    [
        0, 1, 2, 3, 4, 7, 8, 12, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, 0x10000,
        0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, 0xffff_ffff_ffff_fffc, ulong.MaxValue,
    ];

    private readonly byte[] _block = new byte[LargestBlock];

    /// <summary>Changes an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="corpus">Others, to take pieces of.</param>
    public void Mutate(InputBuffer input, IReadOnlyList<byte[]> corpus)
    {
        for (int changes = 1 << random.Next(5); changes > 0; changes--)
        {
            if (input.Length == 0)
            {
                input.Resize(1 + random.Next(Math.Min(LargestBlock, input.Capacity)));
                random.NextBytes(input.Bytes);
            }
            else if (random.Next(2) == 0)
            {
                target.Mutate(random, input);
            }
            else
            {
                Change(input, corpus);
            }
        }
    }

    private void Change(InputBuffer input, IReadOnlyList<byte[]> corpus)
    {
        Span<byte> bytes = input.Bytes;
        int at = random.Next(bytes.Length);
        switch (random.Next(11))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes[at] = (byte)(bytes[at] + random.Next(-35, 36));
                break;
            case 3:
                SetNumber(bytes[at..], s_interesting[random.Next(s_interesting.Length)]);
                break;
            case 4:
                SetNumber(bytes[at..], (ulong)random.NextInt64());
                break;
            case 5:
                AddToNumber(bytes[at..], random.Next(-35, 36));
                break;
            case 6:
                input.Remove(at, Math.Min(BlockLength(), bytes.Length - at));
                break;
            case 7:
                Insert(input, at, bytes.Slice(at, Math.Min(BlockLength(), bytes.Length - at)));
                break;
            case 8:
                Span<byte> fill = _block.AsSpan(0, BlockLength());
                fill.Fill((byte)random.Next(256));
                input.Insert(at, fill);
                break;
            case 9:
                int from = random.Next(bytes.Length);
                int count = Math.Min(BlockLength(), bytes.Length - Math.Max(from, at));
                bytes.Slice(from, count).CopyTo(bytes[at..]);
                break;
            default:
                Splice(input, at, corpus[random.Next(corpus.Count)]);
                break;
        }
    }

    private int BlockLength() => 1 + random.Next(1 << random.Next(7));

    private void Insert(InputBuffer input, int at, ReadOnlySpan<byte> block)
    {
        block.CopyTo(_block);
        input.Insert(at, _block.AsSpan(0, block.Length));
    }

    // A piece of another input, at the place that it has there or at this one.
    private void Splice(InputBuffer input, int at, byte[] other)
    {
        if (other.Length == 0)
        {
            return;
        }

        int from = random.Next(2) == 0 && at < other.Length ? at : random.Next(other.Length);
        ReadOnlySpan<byte> piece = other.AsSpan(from, random.Next(other.Length - from + 1));
        int count = Math.Min(piece.Length, input.Capacity - at);
        input.Resize(Math.Max(input.Length, at + count));
        piece[..count].CopyTo(input.Bytes[at..]);
    }

    private void SetNumber(Span<byte> bytes, ulong value)
    {
        int width = 1 << random.Next(4);
        bool isBigEndian = random.Next(2) == 0;
        for (int index = 0; index < width && index < bytes.Length; index++)
        {
            bytes[index] = (byte)(value >> 8 * (isBigEndian ? width - 1 - index : index));
        }
    }

    private void AddToNumber(Span<byte> bytes, int value)
    {
        if (bytes.Length < sizeof(uint))
        {
            return;
        }

        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, BinaryPrimitives.ReadUInt32LittleEndian(bytes) + (uint)value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) + (uint)value);
        }
    }
}
