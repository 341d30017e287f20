namespace BareMetal.Devices;

/// <summary>The level of a pin.</summary>
public enum PinValue
{
    Low,
    High,
}
