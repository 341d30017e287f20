using System;
using System.Buffers.Binary;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Devicetree;

/// <summary>One node of a checked <see cref="DeviceTree"/>.</summary>
internal readonly ref struct DeviceTreeNode
{
    private readonly ReadOnlySpan<byte> _structure;
    private readonly ReadOnlySpan<byte> _strings;

    // Of the BeginNode token.
    private readonly int _offset;

    internal DeviceTreeNode(ReadOnlySpan<byte> structure, ReadOnlySpan<byte> strings, int offset)
    {
        _structure = structure;
        _strings = strings;
        _offset = offset;
    }

    /// <summary>Name with unit address, such as <c>memory@40000000</c>.</summary>
    public ReadOnlySpan<byte> Name
    {
        get
        {
            ReadOnlySpan<byte> text = _structure[(_offset + DeviceTreeToken.Bytes)..];
            return text[..text.IndexOf((byte)0)];
        }
    }

    /// <summary>Whether the name is <paramref name="name"/>, with any unit address or none.</summary>
    public bool IsNamed(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> full = Name;
        return full.StartsWith(name)
            && (full.Length == name.Length || full[name.Length] == (byte)'@');
    }

    /// <summary>Whether <c>status</c> allows its use: a node without one is in use.</summary>
    public bool IsEnabled =>
        !TryGetText("status"u8, out ReadOnlySpan<byte> status) || status.SequenceEqual("okay"u8) || status.SequenceEqual("ok"u8);

    /// <summary>Whether this is the same node.</summary>
    public bool Is(in DeviceTreeNode other) => _offset == other._offset;

    /// <summary>Whether <paramref name="other"/> lies inside this node.</summary>
    public bool Contains(in DeviceTreeNode other) => other._offset > _offset && other._offset < EndOffset();

    /// <summary>The value of a property, in bytes as stored: numbers are big endian.</summary>
    public bool TryGetProperty(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        int offset = FirstItem();
        for (; ; Skip(ref offset))
        {
            uint token = DeviceTreeToken.Read(_structure, offset);
            if (token == DeviceTreeToken.Property)
            {
                int length = (int)DeviceTreeToken.Read(_structure, offset + 4);
                ReadOnlySpan<byte> text = _strings[(int)DeviceTreeToken.Read(_structure, offset + 8)..];
                if (text.Length > name.Length && text[name.Length] == 0 && text.StartsWith(name))
                {
                    value = _structure.Slice(offset + DeviceTreeToken.PropertyHeaderBytes, length);
                    return true;
                }
            }
            else if (token != DeviceTreeToken.Nop)
            {
                value = default;
                return false;
            }
        }
    }

    /// <summary>A property that is one text, without its terminating zero.</summary>
    public bool TryGetText(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> text)
    {
        bool found = TryGetProperty(name, out text) && text.Length > 0;
        if (found && text[^1] == 0)
        {
            text = text[..^1];
        }

        return found;
    }

    /// <summary>A property of one 32-bit cell, or <paramref name="fallback"/> where the node has none.</summary>
    public uint GetCell(ReadOnlySpan<byte> name, uint fallback) =>
        TryGetProperty(name, out ReadOnlySpan<byte> value) && value.Length >= 4
            ? BinaryPrimitives.ReadUInt32BigEndian(value)
            : fallback;

    /// <summary>A property that is one number, of one or two cells.</summary>
    public bool TryGetNumber(ReadOnlySpan<byte> name, out ulong number)
    {
        bool found = TryGetProperty(name, out ReadOnlySpan<byte> value) && value.Length is sizeof(uint) or sizeof(ulong);
        number = found ? ReadCells(value) : 0;
        return found;
    }

    /// <summary>Whether the list of texts in <c>compatible</c> has <paramref name="model"/>.</summary>
    public bool IsCompatible(ReadOnlySpan<byte> model)
    {
        if (!TryGetProperty("compatible"u8, out ReadOnlySpan<byte> list))
        {
            return false;
        }

        while (list.Length > 0)
        {
            int end = list.IndexOf((byte)0);
            ReadOnlySpan<byte> entry = end < 0 ? list : list[..end];
            if (entry.SequenceEqual(model))
            {
                return true;
            }

            list = end < 0 ? default : list[(end + 1)..];
        }

        return false;
    }

    /// <summary>
    /// Range <paramref name="index"/> of <c>reg</c>, which is written in the cells that <paramref name="parent"/> gives.
    /// </summary>
    public bool TryGetRange(in DeviceTreeNode parent, int index, out MemoryRange range)
    {
        range = default;
        int addressBytes = 4 * (int)Math.Min(parent.GetCell("#address-cells"u8, 2), 2);
        int sizeBytes = 4 * (int)Math.Min(parent.GetCell("#size-cells"u8, 1), 2);
        int offset = index * (addressBytes + sizeBytes);
        if (addressBytes == 0
            || !TryGetProperty("reg"u8, out ReadOnlySpan<byte> reg)
            || reg.Length - offset < addressBytes + sizeBytes)
        {
            return false;
        }

        ulong start = ReadCells(reg.Slice(offset, addressBytes));
        range = MemoryRange.OfSize(start, ReadCells(reg.Slice(offset + addressBytes, sizeBytes)));
        return true;
    }

    /// <summary>The first child with this name; see <see cref="IsNamed"/>.</summary>
    public bool TryFindChild(ReadOnlySpan<byte> name, out DeviceTreeNode child)
    {
        for (bool more = TryGetFirstChild(out child); more; more = child.TryGetNext(out child))
        {
            if (child.Name.SequenceEqual(name) || child.IsNamed(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first node inside this one.</summary>
    public bool TryGetFirstChild(out DeviceTreeNode child)
    {
        int offset = FirstItem();
        while (DeviceTreeToken.Read(_structure, offset) is DeviceTreeToken.Property or DeviceTreeToken.Nop)
        {
            Skip(ref offset);
        }

        return TryGetNodeAt(offset, out child);
    }

    /// <summary>The node after this one inside the same parent.</summary>
    public bool TryGetNext(out DeviceTreeNode next) => TryGetNodeAt(DeviceTree.SkipNops(_structure, EndOffset()), out next);

    /// <summary>
    /// Takes a range from the addresses of this bus to those of the bus it is on, by <c>ranges</c>: empty means that they are the
    /// same, and without it there is no way. Addresses of three cells, as PCI has them, are not understood.
    /// </summary>
    public bool TryMapToParent(in DeviceTreeNode parent, ref MemoryRange range)
    {
        if (!TryGetProperty("ranges"u8, out ReadOnlySpan<byte> ranges))
        {
            return false;
        }

        uint childCells = GetCell("#address-cells"u8, 2);
        uint parentCells = parent.GetCell("#address-cells"u8, 2);
        uint sizeCells = GetCell("#size-cells"u8, 1);
        if (childCells is 0 or > 2 || parentCells is 0 or > 2 || sizeCells is 0 or > 2)
        {
            return false;
        }

        int row = 4 * (int)(childCells + parentCells + sizeCells);
        for (ReadOnlySpan<byte> rest = ranges; rest.Length >= row; rest = rest[row..])
        {
            ulong child = ReadCells(rest[..(4 * (int)childCells)]);
            ulong mapped = ReadCells(rest.Slice(4 * (int)childCells, 4 * (int)parentCells));
            ulong size = ReadCells(rest.Slice(4 * (int)(childCells + parentCells), 4 * (int)sizeCells));
            if (range.Start >= child && range.End - child <= size)
            {
                range = new MemoryRange(range.Start - child + mapped, range.End - child + mapped);
                return true;
            }
        }

        return ranges.Length == 0;
    }

    private static ulong ReadCells(ReadOnlySpan<byte> cells) => cells.Length switch
    {
        0 => 0,
        4 => BinaryPrimitives.ReadUInt32BigEndian(cells),
        _ => BinaryPrimitives.ReadUInt64BigEndian(cells),
    };

    private bool TryGetNodeAt(int offset, out DeviceTreeNode node)
    {
        bool found = DeviceTreeToken.Read(_structure, offset) == DeviceTreeToken.BeginNode;
        node = found ? new DeviceTreeNode(_structure, _strings, offset) : default;
        return found;
    }

    // Just past the node's EndNode token.
    private int EndOffset()
    {
        int offset = _offset;
        int depth = 0;
        do
        {
            uint token = DeviceTreeToken.Read(_structure, offset);
            depth += token == DeviceTreeToken.BeginNode ? 1 : token == DeviceTreeToken.EndNode ? -1 : 0;
            Skip(ref offset);
        }
        while (depth > 0);

        return offset;
    }

    private int FirstItem()
    {
        int offset = _offset;
        Skip(ref offset);
        return offset;
    }

    // TryOpen has shown that every token has its data.
    private void Skip(ref int offset) => DeviceTreeToken.TrySkip(_structure, _strings, ref offset);
}
