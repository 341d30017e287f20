namespace System;

/// <summary>What <c>ldtoken</c> of a method gives.</summary>
public struct RuntimeMethodHandle
{
    private readonly nint _value;

    internal RuntimeMethodHandle(nint value) => _value = value;
}
