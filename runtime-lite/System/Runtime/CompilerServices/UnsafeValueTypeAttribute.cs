namespace System.Runtime.CompilerServices;

/// <summary>Marks a struct with an unchecked buffer; code that holds one gets a stack cookie.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class UnsafeValueTypeAttribute : Attribute
{
}
