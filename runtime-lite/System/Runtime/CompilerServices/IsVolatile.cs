namespace System.Runtime.CompilerServices;

/// <summary>The modifier of a <c>volatile</c> field's type.</summary>
public static class IsVolatile
{
}
