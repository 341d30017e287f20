namespace System.Runtime.CompilerServices;

/// <summary>csc gives the parameter the source file's path where the caller doesn't.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class CallerFilePathAttribute : Attribute
{
}
