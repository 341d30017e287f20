using System;
using System.Runtime;

namespace BareMetal.Boot;

/// <summary>What <see cref="System.Console"/> calls.</summary>
internal static unsafe class ProgramConsole
{
    private const int Nothing = -1;
    private const int NoConsole = -2;

    [RuntimeExport("bm_console_write")]
    private static void Write(byte* text, int length) => Console.Write(new ReadOnlySpan<byte>(text, length));

    // A byte, or one of the negative numbers above. A program asks again and again: what it has asked for must be seen, and it may be stopped.
    [RuntimeExport("bm_console_receive")]
    private static int Receive()
    {
        Console.Flush();
        Rendezvous.Point();
        return Console.TryReceive(out byte value) ? value : Console.IsOpen ? Nothing : NoConsole;
    }
}
