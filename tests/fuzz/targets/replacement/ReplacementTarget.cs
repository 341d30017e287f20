using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>
/// Any word, anywhere, moved anywhere: it names what it named, or it is refused with the reason that there is one for. An input is a row of
/// records of <see cref="RecordBytes"/> bytes: the instruction, where it lies and where it will run, and how much of the
/// replacement is before and after it.
/// </summary>
internal sealed class ReplacementTarget : IFuzzTarget
{
    private const int RecordBytes = 22;
    private const int Records = 4;

    private static readonly ulong[] s_places = [0, 0x4000_0000, 0xffff_8000_8000_0000, 0x7fff_ffff_ffff_f000, 0xffff_ffff_ffff_fff0];

    private static readonly int[] s_distanceLog2 = [4, 8, 11, 15, 16, 18, 20, 21, 24, 27, 28, 32, 33, 40, 63];

    // With all bits of their distances and registers zero.
    private static readonly uint[] s_instructions =
    [
        0x14000000, 0x94000000, 0x54000000, 0x54000010, 0x34000000, 0xb4000000, 0x35000000, 0xb5000000, 0x36000000, 0xb6000000, 0x37000000,
        0xb7000000, 0x10000000, 0x90000000, 0x18000000, 0x58000000, 0x98000000, 0xd8000000, 0x1c000000, 0x5c000000, 0x9c000000,
        0x74000000, 0x74a00000, 0xf4c00000, 0x74c08000, 0x75000000, 0xf5e00000, 0x5500001f, 0x5520001f, 0xf380001f, 0xf3a0001f,
        0xd503201f, 0xd4000001, 0x91000000, 0x74004000, 0x54000000,
    ];

    public string Name => "replacement";

    public int MaximumBytes => Records * RecordBytes;

    public IEnumerable<byte[]> Seeds
    {
        get
        {
            foreach (uint instruction in s_instructions)
            {
                byte[] seed = new byte[RecordBytes];
                BinaryPrimitives.WriteUInt32LittleEndian(seed, instruction);
                BinaryPrimitives.WriteUInt64LittleEndian(seed.AsSpan(4), s_places[2]);
                BinaryPrimitives.WriteUInt64LittleEndian(seed.AsSpan(12), s_places[2] + 0x1000);
                yield return seed;
            }
        }
    }

    public void Run(ReadOnlySpan<byte> input)
    {
        for (; input.Length >= RecordBytes; input = input[RecordBytes..])
        {
            uint instruction = BinaryPrimitives.ReadUInt32LittleEndian(input);
            ulong from = BinaryPrimitives.ReadUInt64LittleEndian(input[4..]) & ~3ul;
            ulong to = BinaryPrimitives.ReadUInt64LittleEndian(input[12..]) & ~3ul;
            ulong before = Math.Min(input[20] % 64u * 4ul, from);
            ulong after = Math.Min((input[21] % 64u + 1) * 4ul, ulong.MaxValue - from);
            Check(instruction, from, to, from - before, from + after);
        }
    }

    public void Mutate(Random random, InputBuffer input)
    {
        int record = input.Length / RecordBytes * RecordBytes;
        record = record == 0 || random.Next(8) == 0 ? record : random.Next(record / RecordBytes) * RecordBytes;
        if (record + RecordBytes > input.Capacity)
        {
            return;
        }

        input.Resize(Math.Max(input.Length, record + RecordBytes));
        Span<byte> bytes = input.Bytes[record..];
        int distanceLog2 = s_distanceLog2[random.Next(s_distanceLog2.Length)];
        switch (random.Next(4))
        {
            case 0:
                uint instruction = s_instructions[random.Next(s_instructions.Length)];
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, instruction | (uint)random.Next(1 << 24));
                break;
            case 1:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ (1u << random.Next(32)));
                break;
            case 2:
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[4..], s_places[random.Next(s_places.Length)] + (ulong)random.Next(256) * 4);
                break;
            default:
                ulong from = BinaryPrimitives.ReadUInt64LittleEndian(bytes[4..]);
                long distance = (1L << distanceLog2) + random.Next(-3, 4) * 4;
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[12..], from + (ulong)(random.Next(2) == 0 ? distance : -distance));
                break;
        }
    }

    private static void Check(uint instruction, ulong from, ulong to, ulong start, ulong end)
    {
        ReferenceKind kind = ReferenceDecoder.Decode(instruction, from, out ulong target);
        PcRelativeForm form = PcRelative.Form(instruction);
        Property.Equal(
            kind == ReferenceKind.None, form == PcRelativeForm.None, "an instruction is PC-relative as by the encoding diagrams");
        Property.Equal(kind == ReferenceKind.Branch, PcRelative.IsBranch(form), "a branch is one");
        Property.Holds(kind == ReferenceKind.None || !PlainInstruction.Is(instruction), "what is copied without a look isn't PC-relative");
        bool isSame = kind == ReferenceKind.None || PcRelative.Target(form, instruction, new(from)).Value == target;
        Property.Holds(isSame, "it names the same address");

        AltErrorCode error = Relocation.Move(instruction, new(from), new(to), new(start), new(end), out uint moved, out CodeAddress named);
        bool stays =
            kind == ReferenceKind.None || (kind is ReferenceKind.Branch or ReferenceKind.Address && target >= start && target <= end);
        uint? expected = stays ? instruction : kind == ReferenceKind.Refused ? null : ReferenceDecoder.Move(instruction, to, target);
        Property.Equal(expected is null, error != AltErrorCode.None, "it is moved where it can be, and refused where it can't");
        Property.Holds(error == AltErrorCode.None || ErrorNames.Has(error, out _), "a refusal has a name");
        Property.Holds(expected is null || expected == moved, "it is moved as the encoding diagrams say");
        Property.Holds(stays ? named.Value == 0 : error != AltErrorCode.None || named.Value == target, "the address that it names is told");
    }
}
