namespace System;

/// <summary>A signed integer as wide as an address: 64 bits.</summary>
public readonly struct IntPtr : IComparable<nint>, IEquatable<nint>
{
#pragma warning disable CS0649 // the value itself: ILC knows where it is
    private readonly nint _value;
#pragma warning restore CS0649

    public static readonly nint Zero;

    public static nint MaxValue => unchecked((nint)long.MaxValue);

    public static nint MinValue => unchecked((nint)long.MinValue);

    /// <summary>Size in bytes.</summary>
    public static int Size => sizeof(long);

    public int CompareTo(nint value) => _value < value ? -1 : _value > value ? 1 : 0;

    public bool Equals(nint other) => _value == other;

    public long ToInt64() => _value;

    // SAFETY: the same bits under another type; whoever follows the pointer says why it may.
    public unsafe void* ToPointer() => (void*)_value;
}
