namespace System;

/// <summary>What <c>ldtoken</c> of a type gives.</summary>
public struct RuntimeTypeHandle
{
    private readonly nint _value;

    internal RuntimeTypeHandle(nint value) => _value = value;
}
