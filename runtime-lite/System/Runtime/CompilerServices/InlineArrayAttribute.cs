namespace System.Runtime.CompilerServices;

/// <summary>Makes a struct with one field an array of that many fields.</summary>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = false)]
public sealed class InlineArrayAttribute : Attribute
{
    public InlineArrayAttribute(int length) => Length = length;

    /// <summary>Number of elements.</summary>
    public int Length { get; }
}
