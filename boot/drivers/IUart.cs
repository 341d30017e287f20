using System;

namespace BareMetal.Boot.Drivers;

/// <summary>
/// A UART, polled. A driver is a file with a <c>readonly struct</c> that implements this and has a constant <c>Kind</c>, and its line in
/// <see cref="Uart"/>. It waits for the UART alone, never for another core.
/// </summary>
internal interface IUart
{
    /// <summary>The value of <c>compatible</c> in a device tree: a literal.</summary>
    static abstract ReadOnlySpan<byte> Compatible { get; }

    /// <summary>How many bytes of registers are mapped.</summary>
    static abstract ulong RegisterBytes { get; }

    /// <summary>
    /// Turns it on: at <paramref name="baud"/> where the UART's <paramref name="clock"/> (Hz) is known, else as firmware set the
    /// line.
    /// </summary>
    static abstract void Initialize(ulong registers, uint clock, uint baud);

    /// <summary>Sends one byte when there is room.</summary>
    static abstract void Send(ulong registers, byte value);

    /// <summary>Takes one byte out of the receiver, as it came: false where there is none.</summary>
    static abstract bool TryReceive(ulong registers, out byte value);

    /// <summary>Waits until the last bit has left: power off would cut it.</summary>
    static abstract void Drain(ulong registers);
}
