using System;
using System.Buffers.Binary;

namespace BareMetal.Boot.Devicetree;

/// <summary>
/// The tokens of the structure block (Devicetree Specification, "Structure Block"), each followed by its data and
/// padded to <see cref="Bytes"/> bytes.
/// </summary>
internal static class DeviceTreeToken
{
    public const int Bytes = 4;
    public const uint BeginNode = 1;
    public const uint EndNode = 2;
    public const uint Property = 3;
    public const uint Nop = 4;
    public const uint End = 9;

    /// <summary>Token, value length and name offset.</summary>
    public const int PropertyHeaderBytes = 12;

    /// <summary>The token at <paramref name="offset"/> bytes.</summary>
    public static uint Read(ReadOnlySpan<byte> structure, int offset) =>
        BinaryPrimitives.ReadUInt32BigEndian(structure[offset..]);

    /// <summary>Length in bytes of the text at <paramref name="offset"/>, or -1 where it has no end.</summary>
    public static int TextLength(ReadOnlySpan<byte> block, int offset) => block[offset..].IndexOf((byte)0);

    /// <summary>Moves past the token at <paramref name="offset"/> and its data. False where they don't fit.</summary>
    public static bool TrySkip(ReadOnlySpan<byte> structure, ReadOnlySpan<byte> strings, ref int offset)
    {
        uint token = Read(structure, offset);
        offset += Bytes;
        if (token == BeginNode)
        {
            int length = TextLength(structure, offset);
            offset = Align(offset + length + 1);
            return length >= 0 && offset <= structure.Length;
        }

        if (token != Property)
        {
            return true;
        }

        if (structure.Length - offset < PropertyHeaderBytes - Bytes)
        {
            return false;
        }

        uint valueBytes = Read(structure, offset);
        uint name = Read(structure, offset + Bytes);
        offset += PropertyHeaderBytes - Bytes;
        if (valueBytes > (uint)(structure.Length - offset) || name >= (uint)strings.Length || TextLength(strings, (int)name) < 0)
        {
            return false;
        }

        offset = Align(offset + (int)valueBytes);
        return offset <= structure.Length;
    }

    private static int Align(int offset) => (offset + Bytes - 1) & ~(Bytes - 1);
}
