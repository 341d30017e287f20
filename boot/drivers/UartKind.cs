namespace BareMetal.Boot.Drivers;

/// <summary>Which driver a UART has; the other values are the constants <c>Kind</c> of the drivers.</summary>
internal enum UartKind : byte
{
    /// <summary>No driver.</summary>
    None,
}
