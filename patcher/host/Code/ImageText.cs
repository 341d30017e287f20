using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using BareMetal.AltTool.Elf;

namespace BareMetal.AltTool.Code;

/// <summary>The text of an Image: its words, which of them are instructions, their functions and jump tables.</summary>
internal sealed class ImageText
{
    private const ulong WordBytes = sizeof(uint);

    private readonly uint[] _words;
    private readonly bool[] _isData;

    public ImageText(ElfFile elf)
        : this(elf, elf.ReadAt(elf.RequireSymbol("__text_start"), elf.RequireSymbol("__text_end") - elf.RequireSymbol("__text_start")))
    {
    }

    /// <summary>A text that was patched.</summary>
    /// <param name="elf">What it was linked as.</param>
    /// <param name="bytes">From __text_start to __text_end.</param>
    public ImageText(ElfFile elf, ReadOnlySpan<byte> bytes)
    {
        Start = elf.RequireSymbol("__text_start");
        Functions = new CodeFunctions(elf);
        _words = Words(bytes);
        _isData = new bool[_words.Length];
        MarkData(elf);
        JumpTables = FindJumpTables();
        MarkLiterals();
    }

    /// <summary>VA</summary>
    public ulong Start { get; }

    /// <summary>VA past the last word.</summary>
    public ulong End => Start + ((ulong)_words.Length * WordBytes);

    public CodeFunctions Functions { get; }

    /// <summary>By the VA of their BR.</summary>
    public IReadOnlyDictionary<ulong, JumpTable> JumpTables { get; }

    /// <summary>All instructions, in address order.</summary>
    public IEnumerable<Instruction> Instructions
    {
        get
        {
            for (int i = 0; i < _words.Length; i++)
            {
                if (!_isData[i])
                {
                    yield return new Instruction(Start + ((ulong)i * WordBytes), _words[i]);
                }
            }
        }
    }

    public bool Contains(ulong address) => address >= Start && address < End;

    /// <summary>Whether an instruction starts there.</summary>
    public bool IsCode(ulong address) => Contains(address) && address % WordBytes == 0 && !_isData[IndexOf(address)];

    public uint WordAt(ulong address) => _words[IndexOf(address)];

    public Instruction At(ulong address) => new(address, WordAt(address));

    public int IndexOf(ulong address) => (int)((address - Start) / WordBytes);

    private static uint[] Words(ReadOnlySpan<byte> bytes)
    {
        var words = new uint[bytes.Length / (int)WordBytes];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * (int)WordBytes)..]);
        }

        return words;
    }

    /// <summary>
    /// The assembler marks where data ($d) and code ($x) start. ILC marks nothing, but each of its methods is a function symbol.
    /// </summary>
    private void MarkData(ElfFile elf)
    {
        var marks = new SortedDictionary<ulong, bool>();
        foreach (ElfSymbol symbol in elf.Symbols)
        {
            bool isData = IsMark(symbol.Name, 'd');
            bool isCode = IsMark(symbol.Name, 'x') || symbol.Type == ElfSymbolType.Function;
            if (symbol.IsInSection && Contains(symbol.Value) && (isData || isCode))
            {
                marks[symbol.Value] = isData && marks.GetValueOrDefault(symbol.Value, true);
            }
        }

        bool inData = false;
        for (int i = 0; i < _words.Length; i++)
        {
            inData = marks.GetValueOrDefault(Start + ((ulong)i * WordBytes), inData);
            _isData[i] = inData;
        }
    }

    /// <summary>
    /// ILC puts the literals of a method after its code, and loads each: those of a literal that looks like a load are never
    /// reached.
    /// </summary>
    private void MarkLiterals()
    {
        foreach (Instruction instruction in Instructions)
        {
            ulong target = instruction.Literal ?? 0;
            if (target > instruction.Address && Functions.Find(instruction.Address) is { } function && target < function.End)
            {
                Array.Fill(
                    _isData, true, IndexOf(target), Math.Min(instruction.LiteralBytes / (int)WordBytes, _words.Length - IndexOf(target)));
            }
        }
    }

    private static bool IsMark(string name, char kind) =>
        name.Length >= 2 && name[0] == '$' && name[1] == kind && (name.Length == 2 || name[2] == '.');

    private Dictionary<ulong, JumpTable> FindJumpTables()
    {
        var tables = new Dictionary<ulong, JumpTable>();
        foreach (Instruction instruction in Instructions)
        {
            if (instruction.Flow == Flow.IndirectBranch && Code.JumpTables.Find(this, instruction.Address) is { } table)
            {
                tables[instruction.Address] = table;
                Array.Fill(_isData, true, IndexOf(table.Start), table.Targets.Length);
            }
        }

        return tables;
    }
}
