using System;

namespace BareMetal.Boot;

/// <summary>The serial console. What is written is also kept in memory, for boards whose console isn't known.</summary>
internal static class Console
{
    private static ConsoleKind s_kind;
    private static ulong s_registers;
    private static bool s_inLine;

    /// <summary>Whether there is one.</summary>
    public static bool IsOpen => s_kind != ConsoleKind.None;

    /// <summary>Maps the UART at a PA and turns it on. <paramref name="clock"/> in Hz, 0 where firmware set the line up.</summary>
    public static MapError Open(ConsoleKind kind, ulong physical, uint clock, uint baud)
    {
        ulong bytes = kind == ConsoleKind.Pl011 ? Pl011.RegisterBytes : MiniUart.RegisterBytes;
        MapError error = kind == ConsoleKind.None ? MapError.None : PhysicalWindow.MapDevice(physical, bytes, out s_registers);
        if (error != MapError.None)
        {
            return error;
        }

        s_kind = kind;
        switch (kind)
        {
            case ConsoleKind.Pl011:
                Pl011.Initialize(s_registers, clock, baud);
                break;
            case ConsoleKind.MiniUart:
                MiniUart.Initialize(s_registers, clock, baud);
                break;
        }

        return MapError.None;
    }

    /// <summary>Sends bytes; a line feed becomes carriage return and line feed, as terminals expect.</summary>
    public static void Write(ReadOnlySpan<byte> text)
    {
        MemoryLog.Write(text);
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == (byte)'\n')
            {
                Send((byte)'\r');
            }

            Send(text[index]);
            s_inLine = text[index] != (byte)'\n';
        }
    }

    /// <summary>Ends a line that was begun: what follows starts at column 0.</summary>
    public static void EndLine()
    {
        if (s_inLine)
        {
            Write("\n"u8);
        }
    }

    /// <summary>Takes one byte that was received: false where there is none.</summary>
    public static bool TryReceive(out byte value)
    {
        value = 0;
        return s_kind switch
        {
            ConsoleKind.Pl011 => Pl011.TryReceive(s_registers, out value),
            ConsoleKind.MiniUart => MiniUart.TryReceive(s_registers, out value),
            _ => false,
        };
    }

    /// <summary>Waits until all of it has been sent.</summary>
    public static void Drain()
    {
        switch (s_kind)
        {
            case ConsoleKind.Pl011:
                Pl011.Drain(s_registers);
                break;
            case ConsoleKind.MiniUart:
                MiniUart.Drain(s_registers);
                break;
        }
    }

    private static void Send(byte value)
    {
        switch (s_kind)
        {
            case ConsoleKind.Pl011:
                Pl011.Send(s_registers, value);
                break;
            case ConsoleKind.MiniUart:
                MiniUart.Send(s_registers, value);
                break;
        }
    }
}
