using System;
using System.Runtime.CompilerServices;
using BareMetal.Boot.Cpu;
using BareMetal.Boot.Drivers;
using BareMetal.Boot.Memory;

namespace BareMetal.Boot.Serial;

/// <summary>
/// The serial console. What is written is also kept in memory, for boards whose console isn't known. With one core text goes
/// straight out. With several each core collects its own line and sends it whole, under a lock. None of it is patched: reports may
/// come while text is being written.
/// </summary>
// SAFETY: this core's Core has its line, whose length stays below its capacity; the words by which cores take turns are statics, which
// never move.
internal static unsafe class SerialConsole
{
    private const ulong SecondsForOthers = 5;
    private const ulong SecondsForReport = 1;

    private static UartKind s_kind;
    private static ulong s_registers;
    private static bool s_isShared;

    // Each the number of a core plus 1, or 0: whose turn it is to send, who reports the end of the program, whose line is open on
    // the console.
    private static uint s_sender = 0;
    private static uint s_reporter = 0;
    private static uint s_open = 0;

    /// <summary>Whether there is one.</summary>
    public static bool IsOpen => s_kind != UartKind.None;

    private static uint* Sender => (uint*)Unsafe.AsPointer(ref s_sender);

    private static uint* Reporter => (uint*)Unsafe.AsPointer(ref s_reporter);

    /// <summary>Maps the UART at a PA and turns it on. <paramref name="clock"/> in Hz, 0 where firmware set the line up.</summary>
    public static MapError Open(UartKind kind, ulong physical, uint clock, uint baud)
    {
        MapError error = kind == UartKind.None
            ? MapError.None : PhysicalWindow.MapDevice(physical, Uart.RegisterBytes(kind), out s_registers);
        if (error == MapError.None)
        {
            s_kind = kind;
            Uart.Initialize(kind, s_registers, clock, baud);
        }

        return error;
    }

    /// <summary>
    /// On the boot core, before another core runs C#, and when none has come: whether lines of several cores are to be kept apart.
    /// </summary>
    public static void Share(bool isShared)
    {
        Flush();
        s_isShared = isShared;
    }

    /// <summary>Sends bytes; a line feed becomes carriage return and line feed, as terminals expect.</summary>
    public static void Write(ReadOnlySpan<byte> text)
    {
        Core* self = Core.Current;
        if (IsMine(self))
        {
            Send(self, text);
            return;
        }

        byte* line = (byte*)&self->Line.Text;
        for (int index = 0; index < text.Length; index++)
        {
            line[self->Line.Length++] = text[index];
            bool isEnd = text[index] == (byte)'\n';
            if (isEnd || self->Line.Length == CoreLine.Capacity)
            {
                SendLine(self, isEnd);
            }
        }
    }

    /// <summary>Ends a line that this core has begun: what follows starts at column 0.</summary>
    public static void EndLine()
    {
        Core* self = Core.Current;
        if (IsMine(self) ? s_open != 0 : self->Line.Length != 0 || s_open == NumberOf(self))
        {
            Write("\n"u8);
        }
    }

    /// <summary>Sends what this core has written of a line: before it waits for something, be it a key or another core.</summary>
    public static void Flush()
    {
        Core* self = Core.Current;
        if (self->Line.Length != 0 || self->Line.HoldsConsole)
        {
            SendLine(self, isEnd: true);
        }
    }

    /// <summary>
    /// The end of the program is to be reported: the console is this core's alone, also where another core has stopped in the
    /// middle of a line. Where another core reports already, this one comes after it, or never.
    /// </summary>
    public static void BeginReport()
    {
        Core* self = Core.Current;
        uint reporter;
        while ((reporter = Flag.Take(Reporter, NumberOf(self))) != 0 && reporter != NumberOf(self))
        {
            Flag.Yield();
        }

        if (reporter == 0 && s_isShared)
        {
            Acquire(self, SecondsForReport);
            SendText(self);
        }
    }

    /// <summary>The program goes on after a report, with its next test: the console is everyone's again.</summary>
    public static void EndReport()
    {
        Core* self = Core.Current;
        self->Line.HoldsConsole = false;
        Flag.Store(Sender, 0);
        Flag.Store(Reporter, 0);
    }

    /// <summary>Takes one byte that was received: false where there is none.</summary>
    public static bool TryReceive(out byte value) => Uart.TryReceive(s_kind, s_registers, out value);

    /// <summary>Waits until all of it has been sent.</summary>
    public static void Drain() => Uart.Drain(s_kind, s_registers);

    private static uint NumberOf(Core* core) => core->Index + 1;

    // Whether the core may send without asking others.
    private static bool IsMine(Core* self) => !s_isShared || Flag.Load(Reporter) == NumberOf(self);

    // Where the line goes on the console stays this core's: what is longer than the buffer comes out whole, too.
    private static void SendLine(Core* self, bool isEnd)
    {
        Acquire(self, SecondsForOthers);
        SendText(self);
        self->Line.HoldsConsole = !isEnd;
        if (isEnd && Flag.Load(Sender) == NumberOf(self))
        {
            Flag.Store(Sender, 0);
        }
    }

    // A core that never lets go is stuck in the middle of its line: two lines that mix say more than silence. While one reports,
    // the others wait.
    private static void Acquire(Core* self, ulong seconds)
    {
        uint number = NumberOf(self);
        ulong limit = seconds * LogCounter.WaitFrequency;
        ulong start = LogCounter.Read();
        while (Flag.Load(Sender) != number)
        {
            uint reporter = Flag.Load(Reporter);
            bool mayTake = reporter == 0 || reporter == number;
            if (mayTake && Flag.Take(Sender, number) == 0)
            {
                return;
            }

            if (mayTake && LogCounter.Read() - start > limit)
            {
                Flag.Store(Sender, number);
            }

            Flag.Yield();
        }
    }

    private static void SendText(Core* self)
    {
        if (s_open != 0 && s_open != NumberOf(self))
        {
            Send(self, "\n"u8);
        }

        Send(self, new ReadOnlySpan<byte>(&self->Line.Text, (int)self->Line.Length));
        self->Line.Length = 0;
    }

    private static void Send(Core* self, ReadOnlySpan<byte> text)
    {
        MemoryLog.Write(text);
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == (byte)'\n')
            {
                Send((byte)'\r');
            }

            Send(text[index]);
            s_open = text[index] == (byte)'\n' ? 0 : NumberOf(self);
        }
    }

    private static void Send(byte value) => Uart.Send(s_kind, s_registers, value);
}
