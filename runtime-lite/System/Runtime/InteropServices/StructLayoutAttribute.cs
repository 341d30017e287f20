namespace System.Runtime.InteropServices;

/// <summary>The layout of a struct in memory.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class StructLayoutAttribute : Attribute
{
    public StructLayoutAttribute(LayoutKind layoutKind) => Value = layoutKind;

    public LayoutKind Value { get; }

#pragma warning disable CS0649 // named arguments of the attribute: read by csc only
    /// <summary>Greatest alignment of a field, in bytes; 0 for the natural one.</summary>
    public int Pack;

    /// <summary>Least size, in bytes.</summary>
    public int Size;
#pragma warning restore CS0649
}
