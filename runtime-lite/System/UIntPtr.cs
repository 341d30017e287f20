namespace System;

/// <summary>An unsigned integer as wide as an address: 64 bits.</summary>
public readonly struct UIntPtr : IComparable<nuint>, IEquatable<nuint>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly nuint _value;
#pragma warning restore CS0649

    public static readonly nuint Zero;

    public static nuint MaxValue => unchecked((nuint)ulong.MaxValue);

    public static nuint MinValue => 0;

    /// <summary>Size in bytes.</summary>
    public static int Size => sizeof(ulong);

    public int CompareTo(nuint value) => _value < value ? -1 : _value > value ? 1 : 0;

    public bool Equals(nuint other) => _value == other;

    public ulong ToUInt64() => _value;

    // SAFETY: the same bits under another type; whoever follows the pointer says why it may.
    public unsafe void* ToPointer() => (void*)_value;
}
