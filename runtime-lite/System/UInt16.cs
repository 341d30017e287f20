namespace System;

/// <summary>A 16-bit unsigned integer.</summary>
public readonly struct UInt16 : IComparable<ushort>, IEquatable<ushort>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly ushort _value;
#pragma warning restore CS0649

    public const ushort MaxValue = 65535;
    public const ushort MinValue = 0;

    public int CompareTo(ushort value) => _value - value;

    public bool Equals(ushort obj) => _value == obj;
}
