using System;
using System.Buffers.Binary;

namespace BareMetal.Fuzz;

/// <summary>Changes of a device tree by its words, which are big-endian: tokens, lengths, names, values.</summary>
internal static class TreeMutation
{
    private const int HeaderWords = 10;

    private static readonly uint[] s_words =
        [0, 1, 2, 3, 4, 9, 8, 12, 16, 17, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_fffc, 0x4000_0000, 0x4020_0000, 0xffff_f000];

    /// <summary>Makes one change.</summary>
    public static void Mutate(Random random, InputBuffer input)
    {
        Span<byte> bytes = input.Bytes;
        int words = bytes.Length / 4;
        if (words <= HeaderWords)
        {
            return;
        }

        int at = (random.Next(4) == 0 ? random.Next(HeaderWords) : random.Next(HeaderWords, words)) * 4;
        switch (random.Next(8))
        {
            case 0:
                BinaryPrimitives.WriteUInt32BigEndian(bytes[at..], s_words[random.Next(s_words.Length)]);
                break;
            case 1:
                Add(bytes, at, random.Next(-3, 4) * 4);
                break;
            case 2:
                Add(bytes, at, random.Next(-2, 3));
                break;
            case 3:
                bytes.Slice(random.Next(HeaderWords, words) * 4, 4).CopyTo(bytes[at..]);
                break;
            case 4:
                MoveBlock(random, bytes[(HeaderWords * 4)..]);
                break;
            case 5:
                Nest(input);
                break;
            default:
                InsertWords(random, input, Math.Max(at, HeaderWords * 4));
                break;
        }
    }

    // All that there is, in one node more.
    private static void Nest(InputBuffer input)
    {
        long start = BinaryPrimitives.ReadUInt32BigEndian(input.Bytes[8..]);
        long end = start + BinaryPrimitives.ReadUInt32BigEndian(input.Bytes[36..]);
        if (start < HeaderWords * 4 || end < start + 4 || end > input.Length || input.Length + 12 > input.Capacity)
        {
            return;
        }

        Insert(input, (int)end - 4, [0, 0, 0, 2]);
        Insert(input, (int)start, [0, 0, 0, 1, 0, 0, 0, 0]);
        Add(input.Bytes, 36, 12);
    }

    // With the header's size and offsets moved along.
    private static void Insert(InputBuffer input, int at, ReadOnlySpan<byte> block)
    {
        input.Insert(at, block);
        Add(input.Bytes, 4, block.Length);
        foreach (int field in (int[])[8, 12, 16])
        {
            Add(input.Bytes, field, BinaryPrimitives.ReadUInt32BigEndian(input.Bytes[field..]) > at ? block.Length : 0);
        }
    }

    // Whole words, to another place.
    private static void MoveBlock(Random random, Span<byte> bytes)
    {
        int words = bytes.Length / 4;
        int count = 1 + random.Next(Math.Min(words, 16));
        bytes.Slice(random.Next(words - count + 1) * 4, count * 4).CopyTo(bytes[(random.Next(words - count + 1) * 4)..]);
    }

    // A copy of words from before or after; the size of the block grows with them.
    private static void InsertWords(Random random, InputBuffer input, int at)
    {
        int count = 4 * (1 + random.Next(24));
        if (input.Length + count > input.Capacity)
        {
            return;
        }

        int from = Math.Min(random.Next(2) == 0 ? at : HeaderWords * 4 + random.Next(input.Length / 4 - HeaderWords) * 4, input.Length);
        ReadOnlySpan<byte> block = input.Bytes.Slice(from, Math.Min(count, input.Length - from)).ToArray();
        Insert(input, at, block);
        Span<byte> header = input.Bytes[..(HeaderWords * 4)];
        bool isStructure =
            at >= BinaryPrimitives.ReadUInt32BigEndian(header[8..]) && at < BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
        Add(header, isStructure ? 36 : 32, at >= BinaryPrimitives.ReadUInt32BigEndian(header[8..]) ? block.Length : 0);
    }

    private static void Add(Span<byte> header, int field, int value) =>
        BinaryPrimitives.WriteUInt32BigEndian(header[field..], BinaryPrimitives.ReadUInt32BigEndian(header[field..]) + (uint)value);
}
