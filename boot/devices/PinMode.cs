namespace BareMetal.Devices;

/// <summary>What a pin does.</summary>
public enum PinMode
{
    /// <summary>Read, without a resistor.</summary>
    Input,

    /// <summary>Driven.</summary>
    Output,

    /// <summary>Read, with a resistor to ground.</summary>
    InputPullDown,

    /// <summary>Read, with a resistor to the supply.</summary>
    InputPullUp,
}
