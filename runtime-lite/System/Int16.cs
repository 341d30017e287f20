namespace System;

/// <summary>A 16-bit signed integer.</summary>
public readonly struct Int16 : IComparable<short>, IEquatable<short>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly short _value;
#pragma warning restore CS0649

    public const short MaxValue = 32767;
    public const short MinValue = -32768;

    public int CompareTo(short value) => _value - value;

    public bool Equals(short obj) => _value == obj;
}
