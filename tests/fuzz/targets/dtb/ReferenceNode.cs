using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace BareMetal.Fuzz;

/// <summary>A node of a <see cref="ReferenceTree"/>.</summary>
internal sealed class ReferenceNode
{
    /// <param name="name">With unit address.</param>
    /// <param name="parent">The node that it is in; null for the root.</param>
    public ReferenceNode(string name, ReferenceNode? parent)
    {
        Name = name;
        Parent = parent;
        parent?.Children.Add(this);
    }

    public string Name { get; }

    public ReferenceNode? Parent { get; }

    public List<ReferenceNode> Children { get; } = [];

    /// <summary>By name; of several of one name the first.</summary>
    public Dictionary<string, byte[]> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it may be used.</summary>
    public bool IsEnabled => Text("status") is null or "okay" or "ok";

    /// <summary>A property that is a text: what is in it, but for one NUL at its end; null where there is none or nothing in it.</summary>
    public string? Text(string property)
    {
        if (!Properties.TryGetValue(property, out byte[]? value) || value.Length == 0)
        {
            return null;
        }

        return Encoding.Latin1.GetString(value, 0, value[^1] == 0 ? value.Length - 1 : value.Length);
    }

    /// <summary>Whether it is compatible with a device.</summary>
    public bool IsCompatible(string model)
    {
        if (!Properties.TryGetValue("compatible", out byte[]? value) || value.Length == 0)
        {
            return false;
        }

        string[] models = Encoding.Latin1.GetString(value).Split('\0');
        return models.Take(value[^1] == 0 ? models.Length - 1 : models.Length).Contains(model);
    }

    /// <summary>A number of 32 bits.</summary>
    public uint Cell(string property, uint otherwise) =>
        Properties.TryGetValue(property, out byte[]? value) && value.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(value) : otherwise;

    /// <summary>The child of a name; without its unit address, the first.</summary>
    public ReferenceNode? Child(string name) => Children.FirstOrDefault(child => child.Name == name || child.Name.Split('@')[0] == name);

    /// <summary>The ranges of <c>reg</c>, as start and size, in cells as the parent says; more than two of either count for two.</summary>
    public IEnumerable<(ulong Start, ulong Size)> Ranges()
    {
        int addressBytes = 4 * (int)Math.Min(2, Parent!.Cell("#address-cells", 2));
        int sizeBytes = 4 * (int)Math.Min(2, Parent.Cell("#size-cells", 1));
        byte[] reg = Properties.GetValueOrDefault("reg", []);
        for (int at = 0; addressBytes > 0 && at + addressBytes + sizeBytes <= reg.Length; at += addressBytes + sizeBytes)
        {
            yield return (Number(reg, at, addressBytes), Number(reg, at + addressBytes, sizeBytes));
        }
    }

    private static ulong Number(byte[] bytes, int at, int count) =>
        bytes.Skip(at).Take(count).Aggregate(0ul, (number, value) => number << 8 | value);
}
