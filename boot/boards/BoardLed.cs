using BareMetal.Boot.Drivers;

namespace BareMetal.Boot.Boards;

/// <summary>How the status LED is reached.</summary>
internal struct BoardLed
{
    /// <summary>What drives it.</summary>
    public LedDriver Driver;

    /// <summary>Pin of that driver.</summary>
    public int Pin;

    /// <summary>Lit where the pin is low.</summary>
    public bool ActiveLow;
}
