namespace BareMetal.Boot.Drivers;

/// <summary>The drivers that there are.</summary>
internal enum ConsoleKind
{
    None,
    Pl011,
    MiniUart,
}
