using System;

namespace BareMetal.Fuzz;

/// <summary>An input that is being changed.</summary>
/// <param name="capacity">Bytes that it may have.</param>
internal sealed class InputBuffer(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];

    /// <summary>How many it may have.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>How many it has.</summary>
    public int Length { get; private set; }

    /// <summary>Its bytes.</summary>
    public Span<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Takes other bytes; what doesn't fit is left out.</summary>
    public void Set(ReadOnlySpan<byte> bytes)
    {
        Length = Math.Min(bytes.Length, Capacity);
        bytes[..Length].CopyTo(_bytes);
    }

    /// <summary>Makes it longer, by zeros, or shorter.</summary>
    public void Resize(int length)
    {
        length = Math.Clamp(length, 0, Capacity);
        _bytes.AsSpan(Math.Min(Length, length), Math.Abs(length - Length)).Clear();
        Length = length;
    }

    /// <summary>Puts bytes in at a place, as many as there is room for.</summary>
    public void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, Capacity - Length);
        _bytes.AsSpan(at, Length - at).CopyTo(_bytes.AsSpan(at + count));
        bytes[..count].CopyTo(_bytes.AsSpan(at));
        Length += count;
    }

    /// <summary>Takes bytes out.</summary>
    public void Remove(int at, int count)
    {
        _bytes.AsSpan(at + count, Length - at - count).CopyTo(_bytes.AsSpan(at));
        Length -= count;
    }
}
