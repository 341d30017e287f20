namespace System.Diagnostics.CodeAnalysis;

/// <summary>States that a method never returns.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DoesNotReturnAttribute : Attribute
{
}
