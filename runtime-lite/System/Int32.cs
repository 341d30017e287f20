namespace System;

/// <summary>A 32-bit signed integer.</summary>
public readonly struct Int32 : IComparable<int>, IEquatable<int>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly int _value;
#pragma warning restore CS0649

    public const int MaxValue = 2147483647;
    public const int MinValue = -2147483648;

    public int CompareTo(int value) => _value < value ? -1 : _value > value ? 1 : 0;

    public bool Equals(int obj) => _value == obj;
}
