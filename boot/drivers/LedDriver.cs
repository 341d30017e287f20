namespace BareMetal.Boot.Drivers;

/// <summary>What a status LED hangs on.</summary>
internal enum LedDriver
{
    None,

    /// <summary>A pin of the SoC: <see cref="BcmGpio"/>.</summary>
    Gpio,

    /// <summary>A pin of the firmware's expander: <see cref="BcmMailbox"/>.</summary>
    Expander,
}
