using System;
using System.Buffers.Binary;
using System.IO;
using BareMetal.AltTool.Table;

namespace BareMetal.Boot.Tests;

/// <summary>A copy of an Image whose table or text a test changes.</summary>
internal sealed class DamagedImage : IDisposable
{
    private const int AlternativeOffset = 4;
    private const int CapabilityOffset = 8;
    private const int OriginalLengthOffset = 10;
    private const int AlternativeLengthOffset = 11;

    private readonly string _path = Path.GetTempFileName();

    public DamagedImage(ImageFile file)
    {
        File = file;
        Bytes = [.. file.Bytes];
    }

    /// <summary>The sound one.</summary>
    public ImageFile File { get; }

    /// <summary>The damaged one.</summary>
    public byte[] Bytes { get; }

    /// <summary>What the sound table says.</summary>
    public AltEntry Entry(int index) => File.Table[index];

    /// <summary>Lets the entry's original be at another VA.</summary>
    public void SetOriginal(int index, ulong address) => SetOffset(index, 0, address);

    /// <summary>Lets the entry's replacement or callback be at another VA.</summary>
    public void SetAlternative(int index, ulong address) => SetOffset(index, AlternativeOffset, address);

    public void SetCapability(int index, ushort capability)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Bytes.AsSpan(Place(index) + CapabilityOffset), capability);
    }

    public void SetLengths(int index, byte original, byte alternative)
    {
        Bytes[Place(index) + OriginalLengthOffset] = original;
        Bytes[Place(index) + AlternativeLengthOffset] = alternative;
    }

    /// <summary>Changes the first instruction of the entry's replacement.</summary>
    public void SetReplacementWord(int index, uint word) => ImageFile.SetWord(Bytes, Entry(index).Alternative, word);

    /// <summary>Makes the first instruction of the entry's replacement a B to a VA.</summary>
    public void SetReplacementBranch(int index, ulong target)
    {
        const uint Branch = 0x1400_0000;
        SetReplacementWord(index, Branch | ((uint)((long)(target - Entry(index).Alternative) >> 2) & 0x3ff_ffff));
    }

    /// <summary>Writes the file.</summary>
    /// <returns>Its path.</returns>
    public string Save()
    {
        System.IO.File.WriteAllBytes(_path, Bytes);
        return _path;
    }

    /// <inheritdoc/>
    public void Dispose() => System.IO.File.Delete(_path);

    // Offsets in the table are relative to the field that holds them.

    private void SetOffset(int index, int field, ulong address)
    {
        int place = Place(index) + field;
        long distance = (long)(address - ImageFile.VirtualBase) - place;
        BinaryPrimitives.WriteInt32LittleEndian(Bytes.AsSpan(place), checked((int)distance));
    }

    private int Place(int index)
    {
        return checked((int)(File.Section(".altinstructions").Address - ImageFile.VirtualBase)) + (index * AltTable.EntryBytes);
    }
}
