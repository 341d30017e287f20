namespace System.Runtime.CompilerServices;

/// <summary>What a <c>fixed</c> buffer field compiles to.</summary>
[AttributeUsage(AttributeTargets.Field, Inherited = false)]
public sealed class FixedBufferAttribute : Attribute
{
    public FixedBufferAttribute(Type elementType, int length) => Length = length;

    /// <summary>Number of elements.</summary>
    public int Length { get; }
}
