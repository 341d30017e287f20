namespace System;

/// <summary>A 64-bit unsigned integer.</summary>
public readonly struct UInt64 : IComparable<ulong>, IEquatable<ulong>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly ulong _value;
#pragma warning restore CS0649

    public const ulong MaxValue = 18446744073709551615;
    public const ulong MinValue = 0;

    public int CompareTo(ulong value) => _value < value ? -1 : _value > value ? 1 : 0;

    public bool Equals(ulong obj) => _value == obj;
}
