namespace System.Runtime.CompilerServices;

/// <summary>The modifier of an <c>init</c> accessor.</summary>
public static class IsExternalInit
{
}
