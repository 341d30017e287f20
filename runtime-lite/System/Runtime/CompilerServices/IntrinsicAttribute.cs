namespace System.Runtime.CompilerServices;

/// <summary>Marks a method whose body ILC may replace by its own code.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Field,
    Inherited = false)]
internal sealed class IntrinsicAttribute : Attribute
{
}
