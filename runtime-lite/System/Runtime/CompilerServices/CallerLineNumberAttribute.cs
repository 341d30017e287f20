namespace System.Runtime.CompilerServices;

/// <summary>csc gives the parameter the line's number where the caller doesn't.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class CallerLineNumberAttribute : Attribute
{
}
