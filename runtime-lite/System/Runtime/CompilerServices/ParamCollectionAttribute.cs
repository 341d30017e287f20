namespace System.Runtime.CompilerServices;

/// <summary>What the <c>params</c> keyword of a span parameter compiles to.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = true, AllowMultiple = false)]
public sealed class ParamCollectionAttribute : Attribute
{
}
