namespace System;

/// <summary>What the <c>params</c> keyword of an array parameter compiles to.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = true, AllowMultiple = false)]
public sealed class ParamArrayAttribute : Attribute
{
}
