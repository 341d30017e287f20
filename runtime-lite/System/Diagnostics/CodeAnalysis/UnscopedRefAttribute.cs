namespace System.Diagnostics.CodeAnalysis;

/// <summary>Lets a reference escape that csc would hold as scoped, such as one to a field of <c>this</c>.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Parameter, AllowMultiple = false, Inherited = false)]
public sealed class UnscopedRefAttribute : Attribute
{
}
