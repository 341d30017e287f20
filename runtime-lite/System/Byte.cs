namespace System;

/// <summary>An 8-bit unsigned integer.</summary>
public readonly struct Byte : IComparable<byte>, IEquatable<byte>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly byte _value;
#pragma warning restore CS0649

    public const byte MaxValue = 255;
    public const byte MinValue = 0;

    public int CompareTo(byte value) => _value - value;

    public bool Equals(byte obj) => _value == obj;
}
