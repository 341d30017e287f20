namespace System;

/// <summary>True or false, in one byte.</summary>
public readonly struct Boolean : IComparable<bool>, IEquatable<bool>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly bool _value;
#pragma warning restore CS0649

    public int CompareTo(bool value) => _value == value ? 0 : _value ? 1 : -1;

    public bool Equals(bool obj) => _value == obj;
}
