using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>Changes of a table that keep most of it sound.</summary>
internal sealed class TableMutation
{
    private const int SeedCount = 16;

    private static readonly CpuCap[] s_capabilities =
    [
        CpuCap.AlwaysBoot, CpuCap.AlwaysSystem, CpuCap.HasLseAtomics, CpuCap.HasRng, CpuCap.HasAddressAuth, CpuCap.HasS1Pie, CpuCap.NCaps,
    ];

    // Their distances are zero.
    private static readonly uint[] s_pcRelative =
    [
        0x14000000, 0x94000000, 0x54000001, 0x54000010, 0x34000003, 0xb5000004, 0x36180005, 0xb7180006, 0x10000007, 0x90000008,
        0x74000009, 0x7520000a, 0x18000000, 0x98000001, 0xd8000002, 0x1c000003, 0x5500001f, 0xf380001f, 0x52800000, 0xd503201f,
    ];

    private readonly TableInput _layout = new();

    /// <summary>Sound tables.</summary>
    public static IEnumerable<byte[]> Seeds(int capacity)
    {
        TableMutation mutation = new();
        for (int seed = 0; seed < SeedCount; seed++)
        {
            Random random = new(seed);
            InputBuffer input = new(capacity);
            mutation.LayOut(random, input);
            yield return input.Bytes.ToArray();
        }
    }

    /// <summary>Makes one change.</summary>
    public void Mutate(Random random, InputBuffer input)
    {
        _layout.Parse(input.Bytes);
        int choice = random.Next(12);
        if (_layout.Count == 0 || choice == 0)
        {
            LayOut(random, input);
        }
        else if (choice < 3)
        {
            SetTextWord(random, input);
        }
        else
        {
            ChangeEntry(random, input, random.Next(_layout.Count), choice);
        }
    }

    private void ChangeEntry(Random random, InputBuffer input, int index, int choice)
    {
        Span<AltInstr> table =
            MemoryMarshal.Cast<byte, AltInstr>(input.Bytes.Slice(TableInput.HeaderBytes, _layout.Count * AltInstr.Bytes));
        ref AltInstr entry = ref table[index];
        switch (choice)
        {
            case 3:
                SetOriginal(ref entry, index, _layout.TextStart + (ulong)random.Next(_layout.TextWords) * 4);
                break;
            case 4:
                SetAlternative(ref entry, index, _layout.TextStart + (ulong)random.Next(_layout.TextWords) * 4);
                entry.Cap &= 0x7fff;
                entry.AltLen = entry.OrigLen;
                break;
            case 5:
                SetAlternative(ref entry, index, FuzzCallbacks.Start(_layout) + (ulong)random.Next(FuzzCallbacks.Count) * 4);
                entry.Cap |= AltInstr.CallbackBit;
                entry.AltLen = 0;
                break;
            case 6:
                entry.Cap = (ushort)((entry.Cap & AltInstr.CallbackBit) | (ushort)s_capabilities[random.Next(s_capabilities.Length)]);
                break;
            case 7:
                entry.OrigLen = (byte)(4 * random.Next(1, 64));
                entry.AltLen = entry.AltLen == 0 ? (byte)0 : entry.OrigLen;
                break;
            case 8:
                Swap(table, index, random.Next(table.Length));
                break;
            case 9:
                Repeat(random, input, index);
                break;
            case 10:
                ref AltInstr other = ref table[random.Next(table.Length)];
                other.OrigLen = entry.OrigLen;
                break;
            default:
                SetOriginal(ref entry, index, Original(table, random.Next(table.Length)) + (ulong)(random.Next(-2, 3) * 4L));
                break;
        }
    }

    private static void Swap(Span<AltInstr> table, int one, int other)
    {
        ulong distance = (ulong)(other - one) * AltInstr.Bytes;
        (table[one], table[other]) = (table[other], table[one]);
        table[one].OrigOffset += (int)distance;
        table[one].AltOffset += (int)distance;
        table[other].OrigOffset -= (int)distance;
        table[other].AltOffset -= (int)distance;
    }

    // The same site once more, right after it, for another capability. What follows moves, and its offsets with it.
    private void Repeat(Random random, InputBuffer input, int index)
    {
        int at = TableInput.HeaderBytes + index * AltInstr.Bytes;
        if (_layout.TableBytes + AltInstr.Bytes > TableInput.MaximumTableBytes || input.Capacity - input.Length < AltInstr.Bytes)
        {
            return;
        }

        ulong before = _layout.TableAddress;
        input.Insert(at, input.Bytes.Slice(at, AltInstr.Bytes).ToArray());
        BinaryPrimitives.WriteUInt16LittleEndian(input.Bytes[6..], (ushort)(_layout.TableBytes + AltInstr.Bytes));
        _layout.Parse(input.Bytes);
        Span<AltInstr> table =
            MemoryMarshal.Cast<byte, AltInstr>(input.Bytes.Slice(TableInput.HeaderBytes, _layout.Count * AltInstr.Bytes));
        int moved = (int)(_layout.TableAddress - before);
        for (int entry = 0; entry < table.Length; entry++)
        {
            int distance = moved + (entry > index ? AltInstr.Bytes : 0);
            table[entry].OrigOffset -= distance;
            table[entry].AltOffset -= distance;
        }

        ref ushort cap = ref table[index + 1].Cap;
        cap = (ushort)((cap & AltInstr.CallbackBit) | (ushort)s_capabilities[random.Next(s_capabilities.Length)]);
    }

    private void SetTextWord(Random random, InputBuffer input)
    {
        int start = TableInput.HeaderBytes + _layout.TableBytes;
        Span<uint> text = MemoryMarshal.Cast<byte, uint>(input.Bytes[Math.Min(start, input.Length)..]);
        if (text.IsEmpty)
        {
            return;
        }

        uint instruction = s_pcRelative[random.Next(s_pcRelative.Length)];
        int lsb = instruction >> 26 is 0b000101 or 0b100101 ? 0 : 5;
        text[random.Next(text.Length)] = instruction | ((uint)random.Next(-40, 41) & 0x1ff) << lsb;
        if (random.Next(8) == 0)
        {
            text[random.Next(text.Length)] = (uint)random.NextInt64(1L << 32);
        }
    }

    /// <summary>
    /// A table in which nearly everything is sound: sites with gaps, in the first half of the text, their replacements in the second.
    /// </summary>
    private void LayOut(Random random, InputBuffer input)
    {
        int count = random.Next(1, 24);
        input.Resize(TableInput.HeaderBytes + count * AltInstr.Bytes);
        random.NextBytes(input.Bytes);
        input.Bytes[0] &= (byte)(random.Next(2) == 0 ? 0x34 : 0x3f);
        input.Bytes[3] = (byte)(random.Next(4) == 0 ? random.Next(256) : 0);
        BinaryPrimitives.WriteUInt16LittleEndian(input.Bytes[6..], (ushort)(count * AltInstr.Bytes));
        input.Resize(Math.Min(input.Capacity, input.Length + TableInput.MaximumTextWords * sizeof(uint)));
        Span<uint> text = MemoryMarshal.Cast<byte, uint>(input.Bytes[(TableInput.HeaderBytes + count * AltInstr.Bytes)..]);
        for (int word = 0; word < text.Length; word++)
        {
            text[word] = 0x9100_0000 | (uint)word << 10 & 0x3f_ffff;
        }

        _layout.Parse(input.Bytes);
        Span<AltInstr> table = MemoryMarshal.Cast<byte, AltInstr>(input.Bytes.Slice(TableInput.HeaderBytes, count * AltInstr.Bytes));
        int original = random.Next(4);
        int replacement = _layout.TextWords / 2;
        for (int index = 0; index < count; index++)
        {
            int words = random.Next(8) == 0 ? random.Next(1, 20) : random.Next(1, 4);
            SetEntry(random, ref table[index], index, original, replacement, words);
            original += words + random.Next(3);
            replacement += words;
        }
    }

    private void SetEntry(Random random, ref AltInstr entry, int index, int original, int replacement, int words)
    {
        bool isCallback = random.Next(3) == 0;
        CpuCap cap = s_capabilities[random.Next(s_capabilities.Length)];
        isCallback |= cap == CpuCap.NCaps;
        entry.Cap = (ushort)((ushort)cap | (isCallback && cap != CpuCap.NCaps ? AltInstr.CallbackBit : 0));
        entry.OrigLen = (byte)(words * 4);
        entry.AltLen = (byte)(isCallback ? 0 : words * 4);
        SetOriginal(ref entry, index, _layout.TextStart + (ulong)original * 4);
        SetAlternative(ref entry, index, isCallback
            ? FuzzCallbacks.Start(_layout) + (ulong)random.Next(random.Next(4) == 0 ? FuzzCallbacks.Count : 3) * 4
            : _layout.TextStart + (ulong)replacement * 4);
    }

    private ulong Original(Span<AltInstr> table, int index) => Field(index) + (ulong)(long)table[index].OrigOffset;

    private void SetOriginal(ref AltInstr entry, int index, ulong address) => entry.OrigOffset = (int)(address - Field(index));

    private void SetAlternative(ref AltInstr entry, int index, ulong address) => entry.AltOffset = (int)(address - Field(index) - 4);

    private ulong Field(int index) => _layout.TableAddress + (ulong)index * AltInstr.Bytes;
}
