namespace System;

/// <summary>Marks an enum whose members are bits.</summary>
[AttributeUsage(AttributeTargets.Enum, Inherited = false)]
public class FlagsAttribute : Attribute
{
}
