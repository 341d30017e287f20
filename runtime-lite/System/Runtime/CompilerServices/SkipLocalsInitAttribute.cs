namespace System.Runtime.CompilerServices;

/// <summary>Leaves locals and <c>stackalloc</c> memory as they are instead of clearing them.</summary>
[AttributeUsage(
    AttributeTargets.Module | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
        | AttributeTargets.Constructor | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Event,
    Inherited = false)]
public sealed class SkipLocalsInitAttribute : Attribute
{
}
