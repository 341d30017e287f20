namespace System;

/// <summary>A 32-bit IEEE 754 number.</summary>
public readonly struct Single
{
#pragma warning disable CS0169 // the value itself: ILC knows where it is
    private readonly float _value;
#pragma warning restore CS0169

    public const float MaxValue = 3.40282346638528859e+38F;
    public const float MinValue = -3.40282346638528859e+38F;
}
