namespace System.Runtime.InteropServices;

/// <summary>The modifier of an <c>out</c> parameter in a function pointer type.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class OutAttribute : Attribute
{
}
