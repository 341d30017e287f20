namespace BareMetal.Boot.Arguments;

/// <summary>How a boot ends after its verdict.</summary>
internal enum BootExit
{
    /// <summary>PSCI off, else the status LED for ever, else a halt.</summary>
    Default,

    /// <summary>QEMU ends with the verdict's code.</summary>
    Semihosting,

    /// <summary>A Raspberry Pi resets into its firmware's halt.</summary>
    Watchdog,

    /// <summary>The core waits, and nothing blinks.</summary>
    Halt,
}
