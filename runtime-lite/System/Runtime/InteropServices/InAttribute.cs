namespace System.Runtime.InteropServices;

/// <summary>The modifier of an <c>in</c> parameter of an interface or virtual method.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class InAttribute : Attribute
{
}
