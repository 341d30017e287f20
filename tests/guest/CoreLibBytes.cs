using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BareMetal.Guest;

/// <summary><see cref="BinaryPrimitives"/> and <see cref="MemoryMarshal"/>: numbers as bytes and back.</summary>
internal static class CoreLibBytes
{
    public static void Run()
    {
        Check.Group("bytes"u8);
        Reversals();
        BigEndian();
        LittleEndian();
        Attempts();
        Marshalling();
    }

    private static void Reversals()
    {
        Check.That("reverse halfwords"u8,
            BinaryPrimitives.ReverseEndianness(Check.Opaque((ushort)0x80ff)) == 0xff80
                && BinaryPrimitives.ReverseEndianness(Check.Opaque((short)0x0180)) == unchecked((short)0x8001));
        Check.That("reverse words"u8,
            BinaryPrimitives.ReverseEndianness(Check.Opaque(0x01020384u)) == 0x84030201
                && BinaryPrimitives.ReverseEndianness(Check.Opaque(0x01020304)) == 0x04030201);
        Check.That("reverse doublewords"u8,
            BinaryPrimitives.ReverseEndianness(Check.Opaque(0x0102030405060788UL)) == 0x8807060504030201
                && BinaryPrimitives.ReverseEndianness(Check.Opaque(7L)) == 7L << 56);
    }

    private static void BigEndian()
    {
        Span<byte> bytes = stackalloc byte[8];

        BinaryPrimitives.WriteInt16BigEndian(bytes, Check.Opaque((short)-2));
        Check.That("big endian short"u8, bytes[..2].SequenceEqual<byte>([0xff, 0xfe]) && BinaryPrimitives.ReadInt16BigEndian(bytes) == -2);
        BinaryPrimitives.WriteUInt16BigEndian(bytes, Check.Opaque((ushort)0x9234));
        Check.That(
            "big endian ushort"u8, bytes[..2].SequenceEqual<byte>([0x92, 0x34]) && BinaryPrimitives.ReadUInt16BigEndian(bytes) == 0x9234);
        BinaryPrimitives.WriteInt32BigEndian(bytes, Check.Opaque(-2));
        Check.That("big endian int"u8,
            bytes[..4].SequenceEqual<byte>([0xff, 0xff, 0xff, 0xfe]) && BinaryPrimitives.ReadInt32BigEndian(bytes) == -2);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Check.Opaque(0x91020304));
        Check.That("big endian uint"u8,
            bytes[..4].SequenceEqual<byte>([0x91, 2, 3, 4]) && BinaryPrimitives.ReadUInt32BigEndian(bytes) == 0x91020304);
        BinaryPrimitives.WriteInt64BigEndian(bytes, Check.Opaque(-2L));
        Check.That("big endian long"u8, bytes[0] == 0xff && bytes[7] == 0xfe && BinaryPrimitives.ReadInt64BigEndian(bytes) == -2);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Check.Opaque(0x9102030405060708));
        Check.That("big endian ulong"u8,
            bytes.SequenceEqual<byte>([0x91, 2, 3, 4, 5, 6, 7, 8]) && BinaryPrimitives.ReadUInt64BigEndian(bytes) == 0x9102030405060708);
    }

    private static void LittleEndian()
    {
        Span<byte> bytes = stackalloc byte[8];

        BinaryPrimitives.WriteInt16LittleEndian(bytes, Check.Opaque((short)-2));
        Check.That(
            "little endian short"u8, bytes[..2].SequenceEqual<byte>([0xfe, 0xff]) && BinaryPrimitives.ReadInt16LittleEndian(bytes) == -2);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, Check.Opaque((ushort)0x9234));
        Check.That("little endian ushort"u8,
            bytes[..2].SequenceEqual<byte>([0x34, 0x92]) && BinaryPrimitives.ReadUInt16LittleEndian(bytes) == 0x9234);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Check.Opaque(-2));
        Check.That("little endian int"u8,
            bytes[..4].SequenceEqual<byte>([0xfe, 0xff, 0xff, 0xff]) && BinaryPrimitives.ReadInt32LittleEndian(bytes) == -2);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Check.Opaque(0x91020304));
        Check.That("little endian uint"u8,
            bytes[..4].SequenceEqual<byte>([4, 3, 2, 0x91]) && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == 0x91020304);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Check.Opaque(-2L));
        Check.That("little endian long"u8, bytes[0] == 0xfe && bytes[7] == 0xff && BinaryPrimitives.ReadInt64LittleEndian(bytes) == -2);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Check.Opaque(0x9102030405060708));
        Check.That("little endian ulong"u8,
            bytes.SequenceEqual<byte>([8, 7, 6, 5, 4, 3, 2, 0x91]) && BinaryPrimitives.ReadUInt64LittleEndian(bytes) == 0x9102030405060708);
    }

    private static void Attempts()
    {
        Span<byte> bytes = [1, 2, 3, 4, 5, 6, 7, 8];
        int three = Check.Opaque(3);

        Check.That("read what is there"u8,
            BinaryPrimitives.TryReadUInt32LittleEndian(bytes, out uint little)
                && little == 0x04030201
                && BinaryPrimitives.TryReadUInt32BigEndian(bytes, out uint big)
                && big == 0x01020304);
        Check.That("read long what is there"u8,
            BinaryPrimitives.TryReadUInt64LittleEndian(bytes, out ulong longLittle)
                && longLittle == 0x0807060504030201
                && BinaryPrimitives.TryReadUInt64BigEndian(bytes, out ulong longBig)
                && longBig == 0x0102030405060708);
        Check.That("read what isn't there"u8,
            !BinaryPrimitives.TryReadUInt32BigEndian(bytes[..three], out big)
                && big == 0
                && !BinaryPrimitives.TryReadUInt32LittleEndian(bytes[..three], out little)
                && little == 0);
        Check.That("read long what isn't there"u8,
            !BinaryPrimitives.TryReadUInt64BigEndian(bytes[three..], out longBig)
                && longBig == 0
                && !BinaryPrimitives.TryReadUInt64LittleEndian(bytes[three..], out longLittle)
                && longLittle == 0);
        Check.That("write where there is room"u8,
            BinaryPrimitives.TryWriteUInt32LittleEndian(bytes, 0x0a0b0c0d) && bytes[0] == 0xd && bytes[3] == 0xa);
        Check.That("write where there is no room"u8, !BinaryPrimitives.TryWriteUInt32LittleEndian(bytes[..three], 0) && bytes[0] == 0xd);
    }

    private static void Marshalling()
    {
        Span<byte> bytes = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        ReadOnlySpan<byte> readOnly = bytes;
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(bytes);
        int three = Check.Opaque(3);

        Check.That(
            "cast"u8, words.Length == 2 && words[1] == 0x08070605 && MemoryMarshal.Cast<byte, ulong>(readOnly)[0] == 0x0807060504030201);
        Check.That("as bytes"u8, MemoryMarshal.AsBytes(words).Length == 8 && MemoryMarshal.AsBytes((ReadOnlySpan<uint>)words)[7] == 8);
        Check.That("read"u8,
            MemoryMarshal.Read<ushort>(bytes[1..]) == 0x0302
                && MemoryMarshal.TryRead(readOnly, out ulong first)
                && first == 0x0807060504030201
                && !MemoryMarshal.TryRead(readOnly[..three], out int _));
        Check.That("references"u8, MemoryMarshal.GetReference(bytes) == 1 && MemoryMarshal.GetReference(readOnly[three..]) == 4);
        Check.That("spans of references"u8,
            MemoryMarshal.CreateSpan(ref bytes[1], 3).Length == 3 && MemoryMarshal.CreateReadOnlySpan(in bytes[1], 3)[2] == 4);

        MemoryMarshal.Write(bytes[1..], Check.Opaque(0x11223344));
        Check.That("write"u8,
            bytes[1] == 0x44 && bytes[4] == 0x11 && MemoryMarshal.TryWrite(bytes[..4], 5) && !MemoryMarshal.TryWrite(bytes[..three], 5));
    }
}
