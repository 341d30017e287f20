namespace System.Runtime.CompilerServices;

/// <summary>What <c>this</c> before a first parameter compiles to.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly)]
public sealed class ExtensionAttribute : Attribute
{
}
