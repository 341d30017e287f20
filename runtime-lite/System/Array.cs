namespace System;

/// <summary>The base of all arrays. Arrays exist only as preinitialised frozen data of the image.</summary>
public abstract class Array
{
#pragma warning disable CS0649 // written by ILC in the frozen object
    private readonly int _numComponents;
#pragma warning restore CS0649

    private protected Array()
    {
    }

    /// <summary>Number of elements.</summary>
    public int Length => _numComponents;
}
