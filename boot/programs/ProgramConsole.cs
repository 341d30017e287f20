using System;
using System.Runtime;
using BareMetal.Boot.Cores;
using BareMetal.Boot.Serial;

namespace BareMetal.Boot.Programs;

/// <summary>What <see cref="System.Console"/> calls.</summary>
// SAFETY: runtime-lite passes a text and its length in bytes.
internal static unsafe class ProgramConsole
{
    private const int Nothing = -1;
    private const int NoConsole = -2;

    [RuntimeExport("bm_console_write")]
    private static void Write(byte* text, int length) => SerialConsole.Write(new ReadOnlySpan<byte>(text, length));

    // A byte, or one of the negative numbers above. A program asks again and again: what it has asked for must be seen, and it may
    // be stopped.
    [RuntimeExport("bm_console_receive")]
    private static int Receive()
    {
        SerialConsole.Flush();
        Rendezvous.Point();
        return SerialConsole.TryReceive(out byte value) ? value : SerialConsole.IsOpen ? Nothing : NoConsole;
    }
}
