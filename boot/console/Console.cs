using System;

namespace BareMetal.Boot;

/// <summary>The serial console. Before <see cref="Open"/>, and where no UART is known, what is written is lost.</summary>
internal static class Console
{
    private static ulong s_registers;

    /// <summary>Maps and turns on the PL011 at a PA.</summary>
    public static MapError Open(ulong physical)
    {
        MapError error = PhysicalWindow.MapDevice(physical, Pl011.RegisterBytes, out ulong registers);
        if (error == MapError.None)
        {
            Pl011.Initialize(registers);
            s_registers = registers;
        }

        return error;
    }

    /// <summary>Sends bytes; a line feed becomes carriage return and line feed, as terminals expect.</summary>
    public static void Write(ReadOnlySpan<byte> text)
    {
        if (s_registers == 0)
        {
            return;
        }

        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == (byte)'\n')
            {
                Pl011.Send(s_registers, (byte)'\r');
            }

            Pl011.Send(s_registers, text[index]);
        }
    }

    /// <summary>Waits until all of it has been sent.</summary>
    public static void Drain()
    {
        if (s_registers != 0)
        {
            Pl011.Drain(s_registers);
        }
    }
}
