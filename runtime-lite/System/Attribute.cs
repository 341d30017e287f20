namespace System;

/// <summary>The base of all attributes. They are read at build time only.</summary>
public abstract class Attribute
{
}
