namespace System;

/// <summary>A 64-bit signed integer.</summary>
public readonly struct Int64 : IComparable<long>, IEquatable<long>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly long _value;
#pragma warning restore CS0649

    public const long MaxValue = 9223372036854775807;
    public const long MinValue = -9223372036854775808;

    public int CompareTo(long value) => _value < value ? -1 : _value > value ? 1 : 0;

    public bool Equals(long obj) => _value == obj;
}
