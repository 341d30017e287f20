using System;
using System.Buffers.Binary;
using System.IO;
using BareMetal.AltTool.Code;
using BareMetal.AltTool.Table;
using BareMetal.Patcher;

namespace BareMetal.Boot.Tests;

/// <summary>A copy of an Image whose table or text a test changes.</summary>
internal sealed class DamagedImage : IDisposable
{
    private const uint Branch = 0x1400_0000;
    private const uint AddImmediateMask = 0xffc0_0000;
    private const uint AddImmediate = 0x9100_0000;
    private const uint AddOperandMask = 0x003f_fc00;
    private const int AddOperand = 10;
    private const ulong PageMask = 0xfff;

    private const int AlternativeOffset = 4;
    private const int CapabilityOffset = 8;
    private const int OriginalLengthOffset = 10;
    private const int AlternativeLengthOffset = 11;

    private readonly string _path = Path.GetTempFileName();

    public DamagedImage(ImageFile file)
    {
        File = file;
        Bytes = [.. file.Bytes];
        TableAddress = file.Elf.RequireSymbol("__alt_instructions");
    }

    /// <summary>The sound one.</summary>
    public ImageFile File { get; }

    /// <summary>The damaged one.</summary>
    public byte[] Bytes { get; }

    /// <summary>The method that says where the table and the text are.</summary>
    public const string RegionMethod = "ImageAlternatives.get_Region";

    /// <summary>The symbol after the last entry.</summary>
    public const string TableEndSymbol = "__alt_instructions_end";

    /// <summary>First VA after the text.</summary>
    public ulong TextEnd => File.Elf.RequireSymbol("__text_end");

    /// <summary>VA of the first entry, as the damaged Image has it.</summary>
    public ulong TableAddress { get; private set; }

    /// <summary>VA after the last entry of the sound table.</summary>
    public ulong TableEnd => File.Elf.RequireSymbol(TableEndSymbol);

    /// <summary>What the sound table says.</summary>
    public AltEntry Entry(int index) => File.Table[index];

    /// <summary>Lets the entry's original be at another VA.</summary>
    public void SetOriginal(int index, ulong address) => SetOriginalOffset(index, Distance(index, 0, address));

    /// <summary>Lets the entry's replacement or callback be at another VA.</summary>
    public void SetAlternative(int index, ulong address) => SetAlternativeOffset(index, Distance(index, AlternativeOffset, address));

    /// <summary>What the entry has as distance of its original.</summary>
    public void SetOriginalOffset(int index, int offset) => SetOffset(index, 0, offset);

    /// <summary>What the entry has as distance of its replacement or callback.</summary>
    public void SetAlternativeOffset(int index, int offset) => SetOffset(index, AlternativeOffset, offset);

    /// <summary>VA of the original that the damaged entry leads to; it may be one after the last.</summary>
    public ulong Original(int index) => Leads(index, 0);

    /// <summary>VA of the replacement or callback that the damaged entry leads to.</summary>
    public ulong Alternative(int index) => Leads(index, AlternativeOffset);

    /// <summary>Lets every byte of every entry be this one.</summary>
    public void FillTable(byte value) => Bytes.AsSpan(Place(0), File.Table.Count * AltTable.EntryBytes).Fill(value);

    public void SetCapability(int index, ushort capability)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Bytes.AsSpan(Place(index) + CapabilityOffset), capability);
    }

    public void SetLengths(int index, byte original, byte alternative)
    {
        Bytes[Place(index) + OriginalLengthOffset] = original;
        Bytes[Place(index) + AlternativeLengthOffset] = alternative;
    }

    /// <summary>
    /// Changes an instruction of the entry's replacement, the first or the one of this number, where the entry leads to by now.
    /// </summary>
    public void SetReplacementWord(int index, uint word, int number = 0) =>
        ImageFile.SetWord(Bytes, Alternative(index) + (ulong)(number * sizeof(uint)), word);

    /// <summary>
    /// Makes an instruction of the entry's replacement lead to a VA: a B, or another branch, ADR or literal without its distance.
    /// </summary>
    public void SetReplacementTarget(int index, ulong target, uint instruction = Branch, int number = 0)
    {
        CodeAddress place = new(Alternative(index) + (ulong)(number * sizeof(uint)));
        if (!PcRelative.TrySetTarget(PcRelative.Form(instruction), instruction, place, new CodeAddress(target), out uint word))
        {
            throw new InvalidOperationException($"0x{instruction:x8} at 0x{place.Value:x} doesn't reach 0x{target:x}");
        }

        SetReplacementWord(index, word, number);
    }

    /// <summary>Lets a function that takes the address of a symbol, by ADRP and ADD, take another one.</summary>
    public void SetAddress(string function, string symbol, ulong address)
    {
        ulong old = File.Elf.RequireSymbol(symbol);
        CodeFunction code = File.Function(function);
        bool isFound = false;
        for (ulong place = code.Start; place < code.End; place += sizeof(uint))
        {
            isFound |= TrySetAddress(place, old, address);
        }

        if (!isFound)
        {
            throw new InvalidOperationException($"{function} doesn't take the address of {symbol}: look at its disassembly");
        }
    }

    /// <summary>Lets the table start at another VA.</summary>
    public void SetTableAddress(ulong address)
    {
        SetAddress(RegionMethod, "__alt_instructions", address);
        TableAddress = address;
    }

    /// <summary>Lets the memory of the plan be so large.</summary>
    public void SetArenaBytes(ulong bytes) =>
        SetAddress("ImageAlternatives.Validate", "__alt_arena_end", File.Elf.RequireSymbol("__alt_arena_start") + bytes);

    /// <summary>Memory that the plan needs for the Image's text, so many entries and so many words.</summary>
    public ulong ArenaBytes(int entries, int words) =>
        AltArena.BytesFor((nuint)((TextEnd - File.Text.Address) / sizeof(uint)), entries, words);

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

    private void SetOffset(int index, int field, int offset) =>
        BinaryPrimitives.WriteInt32LittleEndian(Bytes.AsSpan(Place(index) + field), offset);

    private int Distance(int index, int field, ulong address)
    {
        long distance = (long)(address - ImageFile.VirtualBase) - Place(index) - field;
        return checked((int)distance);
    }

    private ulong Leads(int index, int field)
    {
        int place = Place(index) + field;
        return ImageFile.VirtualBase + (ulong)(place + (long)BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(place)));
    }

    private int Place(int index) =>
        checked((int)(File.Elf.RequireSymbol("__alt_instructions") - ImageFile.VirtualBase)) + (index * AltTable.EntryBytes);

    // ADRP and the ADD after it.
    private bool TrySetAddress(ulong place, ulong old, ulong address)
    {
        uint adrp = ImageFile.Word(Bytes, place);
        uint add = ImageFile.Word(Bytes, place + sizeof(uint));
        CodeAddress from = new(place);
        bool isPair = PcRelative.Form(adrp) == PcRelativeForm.Adrp && (add & AddImmediateMask) == AddImmediate;
        if (!isPair || PcRelative.Target(PcRelativeForm.Adrp, adrp, from).Value + ((add & AddOperandMask) >> AddOperand) != old)
        {
            return false;
        }

        PcRelative.TrySetTarget(PcRelativeForm.Adrp, adrp, from, new CodeAddress(address & ~PageMask), out uint page);
        ImageFile.SetWord(Bytes, place, page);
        ImageFile.SetWord(Bytes, place + sizeof(uint), (add & ~AddOperandMask) | ((uint)(address & PageMask) << AddOperand));
        return true;
    }
}
