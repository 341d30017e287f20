using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace BareMetal.Fuzz;

/// <summary>Writes a flattened device tree of version 17.</summary>
internal sealed class TreeBuilder
{
    private readonly List<byte> _reservations = [];
    private readonly List<byte> _structure = [];
    private readonly List<byte> _strings = [];

    /// <summary>Adds a range to the memory reservation block.</summary>
    public TreeBuilder Reserve(ulong start, ulong size)
    {
        foreach (ulong number in (ulong[])[start, size])
        {
            Add(_reservations, (uint)(number >> 32));
            Add(_reservations, (uint)number);
        }

        return this;
    }

    /// <summary>Begins a node.</summary>
    public TreeBuilder Node(string name)
    {
        Add(_structure, 1);
        _structure.AddRange(Encoding.Latin1.GetBytes(name));
        _structure.Add(0);
        Pad();
        return this;
    }

    /// <summary>Ends a node.</summary>
    public TreeBuilder End()
    {
        Add(_structure, 2);
        return this;
    }

    /// <summary>Adds a property that is a text.</summary>
    public TreeBuilder Text(string name, string value) => Property(name, [.. Encoding.Latin1.GetBytes(value), 0]);

    /// <summary>Adds a property that is numbers.</summary>
    public TreeBuilder Cells(string name, params uint[] values)
    {
        List<byte> bytes = [];
        foreach (uint value in values)
        {
            Add(bytes, value);
        }

        return Property(name, [.. bytes]);
    }

    /// <summary>The tree.</summary>
    public byte[] Build()
    {
        Reserve(0, 0);
        Add(_structure, 9);
        uint structure = 40 + (uint)_reservations.Count;
        uint strings = structure + (uint)_structure.Count;
        List<byte> header = [];
        uint[] words =
            [0xd00d_feed, strings + (uint)_strings.Count, structure, strings, 40, 17, 16, 0, (uint)_strings.Count, (uint)_structure.Count];
        foreach (uint word in words)
        {
            Add(header, word);
        }

        return [.. header, .. _reservations, .. _structure, .. _strings];
    }

    private TreeBuilder Property(string name, byte[] value)
    {
        Add(_structure, 3);
        Add(_structure, (uint)value.Length);
        Add(_structure, (uint)_strings.Count);
        _structure.AddRange(value);
        Pad();
        _strings.AddRange(Encoding.Latin1.GetBytes(name));
        _strings.Add(0);
        return this;
    }

    private void Pad() => _structure.AddRange(Enumerable.Repeat((byte)0, -_structure.Count & 3));

    private static void Add(List<byte> bytes, uint word)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, word);
        bytes.AddRange(four);
    }
}
