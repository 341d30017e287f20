namespace System;

/// <summary>A 64-bit IEEE 754 number.</summary>
public readonly struct Double
{
#pragma warning disable CS0169 // the value itself: ILC knows where it is
    private readonly double _value;
#pragma warning restore CS0169

    public const double MaxValue = 1.7976931348623157E+308;
    public const double MinValue = -1.7976931348623157E+308;
}
