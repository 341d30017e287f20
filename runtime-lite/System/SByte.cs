namespace System;

/// <summary>An 8-bit signed integer.</summary>
public readonly struct SByte : IComparable<sbyte>, IEquatable<sbyte>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly sbyte _value;
#pragma warning restore CS0649

    public const sbyte MaxValue = 127;
    public const sbyte MinValue = -128;

    public int CompareTo(sbyte value) => _value - value;

    public bool Equals(sbyte obj) => _value == obj;
}
