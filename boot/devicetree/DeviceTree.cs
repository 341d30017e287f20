using System;
using System.Buffers.Binary;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Devicetree;

/// <summary>
/// A flattened device tree (Devicetree Specification, "Flattened Devicetree (DTB) Format"). <see cref="TryOpen"/> walks
/// all of it once, so that nothing read afterwards can lie outside.
/// </summary>
internal readonly ref struct DeviceTree
{
    public const uint Magic = 0xd00d_feed;
    public const int HeaderBytes = 40;
    public const uint MaximumBytes = 2 << 20;

    private const uint OldestVersion = 16;
    private const uint NewestCompatible = 17;
    private const int MaximumDepth = 64;

    private readonly ReadOnlySpan<byte> _structure;
    private readonly ReadOnlySpan<byte> _strings;
    private readonly ReadOnlySpan<byte> _reservations;

    private DeviceTree(ReadOnlySpan<byte> structure, ReadOnlySpan<byte> strings, ReadOnlySpan<byte> reservations)
    {
        _structure = structure;
        _strings = strings;
        _reservations = reservations;
    }

    /// <summary>The root node.</summary>
    public DeviceTreeNode Root => new(_structure, _strings, SkipNops(_structure, 0));

    /// <summary>Size of the whole tree in bytes, from the first bytes of its header.</summary>
    public static DeviceTreeError ReadSize(ReadOnlySpan<byte> header, out uint bytes)
    {
        bytes = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        if (BinaryPrimitives.ReadUInt32BigEndian(header) != Magic)
        {
            return DeviceTreeError.BadMagic;
        }

        return bytes is >= HeaderBytes and <= MaximumBytes ? DeviceTreeError.None : DeviceTreeError.BadSize;
    }

    /// <summary>Checks a whole tree. <paramref name="blob"/> has the size that its header gives.</summary>
    public static DeviceTreeError TryOpen(ReadOnlySpan<byte> blob, out DeviceTree tree)
    {
        tree = default;
        uint version = BinaryPrimitives.ReadUInt32BigEndian(blob[20..]);
        uint compatible = BinaryPrimitives.ReadUInt32BigEndian(blob[24..]);
        if (version < OldestVersion || compatible > NewestCompatible)
        {
            return DeviceTreeError.BadVersion;
        }

        uint stringBytes = BinaryPrimitives.ReadUInt32BigEndian(blob[32..]);
        uint structureOffset = BinaryPrimitives.ReadUInt32BigEndian(blob[8..]);
        uint structureBytes = version > OldestVersion
            ? BinaryPrimitives.ReadUInt32BigEndian(blob[36..])
            : (uint)blob.Length - Math.Min((uint)blob.Length, structureOffset);
        uint reservationOffset = BinaryPrimitives.ReadUInt32BigEndian(blob[16..]);
        if (!TrySlice(blob, structureOffset, structureBytes, out ReadOnlySpan<byte> structure)
            || !TrySlice(blob, BinaryPrimitives.ReadUInt32BigEndian(blob[12..]), stringBytes, out ReadOnlySpan<byte> strings)
            || reservationOffset > blob.Length
            || structureOffset % 4 != 0)
        {
            return DeviceTreeError.Truncated;
        }

        tree = new DeviceTree(structure, strings, blob[(int)reservationOffset..]);
        return CheckStructure(structure, strings);
    }

    /// <summary>
    /// Entry <paramref name="index"/> of the memory reservation block. False at the terminating entry, or where the
    /// tree ends.
    /// </summary>
    public bool TryGetReservation(int index, out MemoryRange range)
    {
        range = default;
        int offset = index * 16;
        if (_reservations.Length - offset < 16)
        {
            return false;
        }

        ulong start = BinaryPrimitives.ReadUInt64BigEndian(_reservations[offset..]);
        ulong size = BinaryPrimitives.ReadUInt64BigEndian(_reservations[(offset + 8)..]);
        range = MemoryRange.OfSize(start, size);
        return (start | size) != 0;
    }

    /// <summary>Follows a path such as <c>/cpus/cpu@0</c>; a name without its unit address finds the first of that name.</summary>
    public bool TryFind(ReadOnlySpan<byte> path, out DeviceTreeNode node)
    {
        node = Root;
        while (path.Length > 0)
        {
            if (path[0] == (byte)'/')
            {
                path = path[1..];
                continue;
            }

            int end = path.IndexOf((byte)'/');
            ReadOnlySpan<byte> name = end < 0 ? path : path[..end];
            if (!node.TryFindChild(name, out node))
            {
                return false;
            }

            path = path[name.Length..];
        }

        return true;
    }

    /// <summary>The first node anywhere whose <c>compatible</c> has <paramref name="model"/> and that isn't disabled.</summary>
    public bool TryFindCompatible(scoped ReadOnlySpan<byte> model, out DeviceTreeNode node) => TryFindCompatible(Root, model, out node);

    /// <summary>The first node anywhere with this <c>phandle</c>.</summary>
    public bool TryFindPhandle(uint phandle, out DeviceTreeNode node) => TryFindPhandle(Root, phandle, out node);

    /// <summary>
    /// Range <paramref name="index"/> of a node's <c>reg</c> in PAs: every bus on the way to the root may map its children elsewhere.
    /// </summary>
    public bool TryGetRegisters(in DeviceTreeNode node, int index, out MemoryRange registers) =>
        TryGetRegisters(Root, node, index, out registers);

    internal static int SkipNops(ReadOnlySpan<byte> structure, int offset)
    {
        while (DeviceTreeToken.Read(structure, offset) == DeviceTreeToken.Nop)
        {
            offset += DeviceTreeToken.Bytes;
        }

        return offset;
    }

    private static bool TryFindCompatible(scoped in DeviceTreeNode parent, scoped ReadOnlySpan<byte> model, out DeviceTreeNode found)
    {
        for (bool more = parent.TryGetFirstChild(out DeviceTreeNode child); more; more = child.TryGetNext(out child))
        {
            if (child.IsCompatible(model) && child.IsEnabled)
            {
                found = child;
                return true;
            }

            if (TryFindCompatible(child, model, out found))
            {
                return true;
            }
        }

        found = default;
        return false;
    }

    private static bool TryFindPhandle(scoped in DeviceTreeNode parent, uint phandle, out DeviceTreeNode found)
    {
        for (bool more = parent.TryGetFirstChild(out DeviceTreeNode child); more; more = child.TryGetNext(out child))
        {
            if (child.GetCell("phandle"u8, 0) == phandle)
            {
                found = child;
                return true;
            }

            if (TryFindPhandle(child, phandle, out found))
            {
                return true;
            }
        }

        found = default;
        return false;
    }

    private static bool TryGetRegisters(in DeviceTreeNode bus, in DeviceTreeNode node, int index, out MemoryRange registers)
    {
        for (bool more = bus.TryGetFirstChild(out DeviceTreeNode child); more; more = child.TryGetNext(out child))
        {
            if (child.Is(node))
            {
                return node.TryGetRange(bus, index, out registers);
            }

            if (child.Contains(node))
            {
                return TryGetRegisters(child, node, index, out registers) && child.TryMapToParent(bus, ref registers);
            }
        }

        registers = default;
        return false;
    }

    private static bool TrySlice(ReadOnlySpan<byte> blob, uint offset, uint bytes, out ReadOnlySpan<byte> slice)
    {
        bool inside = offset <= (uint)blob.Length && bytes <= (uint)blob.Length - offset;
        slice = inside ? blob.Slice((int)offset, (int)bytes) : default;
        return inside;
    }

    private static DeviceTreeError CheckStructure(ReadOnlySpan<byte> structure, ReadOnlySpan<byte> strings)
    {
        int depth = 0;
        bool closed = false;
        bool isAfterNode = false;
        for (int offset = 0; structure.Length - offset >= DeviceTreeToken.Bytes;)
        {
            uint token = DeviceTreeToken.Read(structure, offset);
            switch (token)
            {
                case DeviceTreeToken.Nop:
                    break;
                case DeviceTreeToken.BeginNode when depth < MaximumDepth && !closed:
                    depth++;
                    isAfterNode = false;
                    break;
                case DeviceTreeToken.EndNode when depth > 0:
                    depth--;
                    closed = depth == 0;
                    isAfterNode = true;
                    break;
                case DeviceTreeToken.Property when depth > 0 && !isAfterNode:
                    break;
                case DeviceTreeToken.End when closed:
                    return DeviceTreeError.None;
                default:
                    return DeviceTreeError.Malformed;
            }

            if (!DeviceTreeToken.TrySkip(structure, strings, ref offset))
            {
                return DeviceTreeError.Truncated;
            }
        }

        return DeviceTreeError.Truncated;
    }
}
