using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BareMetal.Guest;

/// <summary>Inline arrays and the layout of structs.</summary>
// SAFETY: pointers are to fields of locals, for their distance only; indexes of fixed buffers are below their lengths.
internal static unsafe class CoreLibLayout
{
    public static void Run()
    {
        Check.Group("layout"u8);
        InlineArrays();
        Layouts();
        LargeStructs();
    }

    private static void InlineArrays()
    {
        Five five = default;
        for (int index = 0; index < 5; index++)
        {
            five[index] = (ulong)index * 10;
        }

        Span<ulong> span = five;
        span[3] = 33;
        ulong sum = 0;
        foreach (ulong element in five)
        {
            sum += element;
        }

        Check.That("inline array"u8, five[Check.Opaque(4)] == 40 && sizeof(Five) == 40);
        Check.That("inline array as a span"u8, span.Length == 5 && five[3] == 33 && five[1..3][1] == 20);
        Check.That("foreach over an inline array"u8, sum == 103);
        Check.That("a copy is another array"u8, ChangeCopy(five) == 77 && five[0] == 0);
    }

    private static void Layouts()
    {
        Halves halves = default;
        halves.Word = Check.Opaque(0xaabbccdd);
        Check.That("explicit"u8, halves.Low == 0xccdd && halves.High == 0xaabb && sizeof(Halves) == 4);

        Header header = default;
        header.Offset = Check.Opaque(0x01020304);
        header.Length = 7;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<Header>(in header));
        Check.That("packed"u8, bytes.Length == 11 && bytes[1] == 4 && bytes[4] == 1 && bytes[5] == 7);

        Name name = default;
        name.Length = 32;
        name.Text[31] = 9;
        Check.That("fixed buffer"u8, name.Text[Check.Opaque(31)] == 9 && sizeof(Name) == 36);

        Mixed mixed = default;
        Check.That("natural alignment"u8,
            sizeof(Mixed) == 24 && (byte*)&mixed.Last - (byte*)&mixed == 16 && (byte*)&mixed.Middle - (byte*)&mixed == 8);
        Check.That("stated size"u8, sizeof(Padded) == 12);
        Check.That("enums have their type's size"u8,
            sizeof(Colour) == 2 && Check.Opaque(Colour.Blue) == Colour.Blue && (ushort)Check.Opaque(Colour.Blue) == 40);
    }

    private static void LargeStructs()
    {
        Large large = default;
        large.First = Check.Opaque(1);
        large.Middle[15] = 5;
        large.Last = Check.Opaque(2);
        Large copy = Check.Opaque(large);
        large.First = 3;

        Check.That(
            "large struct"u8, copy.First == 1 && copy.Last == 2 && copy.Middle[7] == 0 && copy.Middle[15] == 5 && sizeof(Large) == 144);

        copy = default;
        Check.That("large struct cleared"u8, copy.First == 0 && copy.Last == 0);

        Register register = new(0x0020_0000) { Initial = 5 };
        Check.That("readonly struct"u8, register.Atomic == 2 && register.Initial == 5 && (register with { Initial = 6 }).Initial == 6);
    }

    private static ulong ChangeCopy(Five five)
    {
        five[0] = 77;
        return five[0];
    }

    private enum Colour : ushort
    {
        Red = 1,
        Blue = 40,
    }

    [InlineArray(5)]
    private struct Five
    {
        private ulong _element;
    }

    [InlineArray(16)]
    private struct Sixteen
    {
        private long _element;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Halves
    {
        [FieldOffset(0)]
        public uint Word;

        [FieldOffset(0)]
        public ushort Low;

        [FieldOffset(2)]
        public ushort High;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Header
    {
        public byte Kind;
        public int Offset;
        public short Length;
        public int Rest;
    }

    [StructLayout(LayoutKind.Sequential, Size = 12)]
    private struct Padded
    {
        public int Value;
    }

    private struct Mixed
    {
        public byte First;
        public long Middle;
        public ushort Last;
    }

    private struct Name
    {
        public int Length;
        public fixed byte Text[32];
    }

    private struct Large
    {
        public long First;
        public Sixteen Middle;
        public long Last;
    }

    private readonly struct Register(ulong raw)
    {
        private readonly ulong _raw = raw;

        public uint Atomic => (uint)(_raw >> 20) & 0xf;

        public ulong Initial { get; init; }
    }
}
