namespace System;

/// <summary>What <c>ldtoken</c> of a field gives: the argument of <c>RuntimeHelpers.CreateSpan</c>.</summary>
public struct RuntimeFieldHandle
{
    // With an empty struct ILC 10 takes array initialisers for invalid IL.
    private readonly nint _value;

    internal RuntimeFieldHandle(nint value) => _value = value;
}
