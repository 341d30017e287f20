namespace System;

/// <summary>A 32-bit unsigned integer.</summary>
public readonly struct UInt32 : IComparable<uint>, IEquatable<uint>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly uint _value;
#pragma warning restore CS0649

    public const uint MaxValue = 4294967295;
    public const uint MinValue = 0;

    public int CompareTo(uint value) => _value < value ? -1 : _value > value ? 1 : 0;

    public bool Equals(uint obj) => _value == obj;
}
