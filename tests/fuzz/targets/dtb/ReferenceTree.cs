using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace BareMetal.Fuzz;

/// <summary>
/// A device tree read a second time, into objects, by the rules of the Devicetree Specification (v0.4, chapter 5) that boot/ claims to
/// check: whatever breaks one makes the tree null.
/// </summary>
internal sealed class ReferenceTree
{
    private const uint MaximumBytes = 2 << 20;
    private const int MaximumDepth = 64;

    private readonly byte[] _structure;
    private readonly byte[] _strings;
    private int _at;

    private ReferenceTree(byte[] structure, byte[] strings)
    {
        _structure = structure;
        _strings = strings;
    }

    /// <summary>Ranges of the memory reservation block, as start and size.</summary>
    public IReadOnlyList<(ulong Start, ulong Size)> Reservations { get; private set; } = [];

    public ReferenceNode Root { get; private set; } = null!;

    /// <summary>Reads a tree; null where it is none.</summary>
    public static ReferenceTree? Read(byte[] blob)
    {
        uint[] header = [.. Enumerable.Range(0, 10).Select(index => BinaryPrimitives.ReadUInt32BigEndian(blob.AsSpan(index * 4)))];
        bool isOurs = header[0] == 0xd00d_feed && header[1] is >= 40 and <= MaximumBytes && header[5] >= 16 && header[6] <= 17;
        if (!isOurs || header[2] % 4 != 0 || header[4] > blob.Length)
        {
            return null;
        }

        ulong structureBytes = header[5] > 16 ? header[9] : (ulong)Math.Max(0, blob.Length - header[2]);
        if (header[2] + structureBytes > (ulong)blob.Length || (ulong)header[3] + header[8] > (ulong)blob.Length)
        {
            return null;
        }

        ReferenceTree tree = new(
            blob.AsSpan((int)header[2], (int)structureBytes).ToArray(), blob.AsSpan((int)header[3], (int)header[8]).ToArray());
        return tree.TryReadStructure() ? tree.WithReservations(blob.AsSpan((int)header[4])) : null;
    }

    /// <summary>A node's children, theirs, and so on, in the order of the tree.</summary>
    public static IEnumerable<ReferenceNode> Below(ReferenceNode node) => node.Children.SelectMany(child => Below(child).Prepend(child));

    private ReferenceTree WithReservations(ReadOnlySpan<byte> block)
    {
        List<(ulong Start, ulong Size)> reservations = [];
        for (; block.Length >= 16; block = block[16..])
        {
            (ulong start, ulong size) = (BinaryPrimitives.ReadUInt64BigEndian(block), BinaryPrimitives.ReadUInt64BigEndian(block[8..]));
            if (start == 0 && size == 0)
            {
                break;
            }

            reservations.Add((start, size));
        }

        Reservations = reservations;
        return this;
    }

    private bool TryReadStructure()
    {
        Stack<ReferenceNode> open = new();
        while (TryReadWord(out uint token))
        {
            bool isSound = token switch
            {
                1 => TryBegin(open),
                2 => open.TryPop(out _),
                3 => open.Count > 0 && TryReadProperty(open.Peek()),
                4 => true,
                9 => Root is not null && open.Count == 0,
                _ => false,
            };
            if (!isSound || token == 9)
            {
                return isSound;
            }
        }

        return false;
    }

    private bool TryBegin(Stack<ReferenceNode> open)
    {
        int end = Array.IndexOf(_structure, (byte)0, _at);
        if (end < 0 || open.Count == MaximumDepth || (open.Count == 0 && Root is not null))
        {
            return false;
        }

        ReferenceNode node = new(Encoding.Latin1.GetString(_structure, _at, end - _at), open.Count == 0 ? null : open.Peek());
        _at = (end + 4) & ~3;
        Root ??= node;
        open.Push(node);
        return _at <= _structure.Length;
    }

    private bool TryReadProperty(ReferenceNode node)
    {
        // Properties come before nodes.
        if (node.Children.Count > 0 || !TryReadWord(out uint length) || !TryReadWord(out uint start)
            || length > _structure.Length - _at || start >= _strings.Length)
        {
            return false;
        }

        int end = Array.IndexOf(_strings, (byte)0, (int)start);
        if (end < 0)
        {
            return false;
        }

        string name = Encoding.Latin1.GetString(_strings, (int)start, end - (int)start);
        node.Properties.TryAdd(name, _structure.AsSpan(_at, (int)length).ToArray());
        _at = (_at + (int)length + 3) & ~3;
        return _at <= _structure.Length;
    }

    private bool TryReadWord(out uint word)
    {
        bool isThere = _structure.Length - _at >= 4;
        word = isThere ? BinaryPrimitives.ReadUInt32BigEndian(_structure.AsSpan(_at)) : 0;
        _at += 4;
        return isThere;
    }
}
