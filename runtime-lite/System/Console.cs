using System.Runtime;
using System.Runtime.CompilerServices;
using Internal.Runtime;
using Internal.Runtime.CompilerHelpers;

namespace System;

/// <summary>The serial console: text as UTF-8, input byte by byte or by the line.</summary>
// SAFETY: boot reads the bytes during the call and keeps no pointer. They are on this stack, as many as the loops write at most, or in a
// span that `fixed` holds, with its own length.
public static unsafe class Console
{
    private const int Nothing = -1;
    private const int NoConsole = -2;
    private const int MaxDigits = 20;

    // What was received and not read yet.
    private static int s_received = Nothing;

    // The last line read ended in '\r': if '\n' comes next, it belongs to the same line end.
    private static bool s_endedInReturn;

    /// <summary>Whether <see cref="Read"/> and <see cref="ReadKey()"/> would answer at once.</summary>
    public static bool KeyAvailable
    {
        get
        {
            if (s_received < 0)
            {
                s_received = Receive();
            }

            return s_received >= 0;
        }
    }

    /// <summary>Waits for a byte, and returns it as the character of that number; -1 where there is no console.</summary>
    public static int Read()
    {
        while (!KeyAvailable)
        {
            if (s_received == NoConsole)
            {
                return -1;
            }
        }

        int received = s_received;
        s_received = Nothing;
        return received;
    }

    /// <summary>Waits for a byte and writes it back.</summary>
    public static ConsoleKeyInfo ReadKey() => ReadKey(intercept: false);

    /// <summary>Waits for a byte; writes it back unless <paramref name="intercept"/>. The Enter key is '\r'.</summary>
    public static ConsoleKeyInfo ReadKey(bool intercept)
    {
        int received = Read();
        if (received < 0)
        {
            ThrowHelpers.ThrowInvalidOperationException();
        }

        if (!intercept)
        {
            Write((char)received);
        }

        return new ConsoleKeyInfo((char)received);
    }

    /// <summary>
    /// Waits for a line, up to the Enter key, which isn't part of it: '\r', '\n' or both. Characters are echoed as they arrive, and
    /// Backspace removes the last one. What doesn't fit, and keys that aren't characters, ring the terminal's bell and are dropped.
    /// .NET's method returns a string, for which there is no memory here.
    /// </summary>
    /// <param name="line">Gets the line as UTF-8.</param>
    /// <returns>How many bytes; -1 where there is no console.</returns>
    public static int ReadLine(Span<byte> line)
    {
        LineInput input = new(line);
        for (; ; )
        {
            int received = Read();
            bool isRest = s_endedInReturn && received == '\n';
            s_endedInReturn = received == '\r';
            if (received < 0)
            {
                return received;
            }

            if (received is '\r' or '\n' && !isRest)
            {
                WriteLine();
                return input.Length;
            }

            if (!isRest)
            {
                Echo(input.Add((byte)received));
            }
        }
    }

    public static void Write(string value) => Write(value.AsSpan());

    public static void Write(char value) => Write(new ReadOnlySpan<char>(ref value));

    public static void Write(bool value) => Write(value ? "True" : "False");

    public static void Write(int value) => Write((long)value);

    public static void Write(uint value) => Write((ulong)value);

    public static void Write(long value)
    {
        if (value < 0)
        {
            Write('-');
        }

        Write(value < 0 ? 0 - (ulong)value : (ulong)value);
    }

    public static void Write(ulong value)
    {
        byte* digits = stackalloc byte[MaxDigits];
        int first = MaxDigits;
        do
        {
            digits[--first] = (byte)('0' + (value % 10));
            value /= 10;
        }
        while (value != 0);
        Send(digits + first, MaxDigits - first);
    }

    public static void Write(ReadOnlySpan<char> value)
    {
        byte* bytes = stackalloc byte[Utf8.MaxBytes];
        while (!value.IsEmpty)
        {
            Send(bytes, Utf8.EncodeFirst(ref value, bytes));
        }
    }

    public static void WriteLine() => Write('\n');

    public static void WriteLine(string value)
    {
        Write(value);
        WriteLine();
    }

    public static void WriteLine(char value)
    {
        Write(value);
        WriteLine();
    }

    public static void WriteLine(bool value)
    {
        Write(value);
        WriteLine();
    }

    public static void WriteLine(int value)
    {
        Write(value);
        WriteLine();
    }

    public static void WriteLine(uint value)
    {
        Write(value);
        WriteLine();
    }

    public static void WriteLine(long value)
    {
        Write(value);
        WriteLine();
    }

    public static void WriteLine(ulong value)
    {
        Write(value);
        WriteLine();
    }

    public static void WriteLine(ReadOnlySpan<char> value)
    {
        Write(value);
        WriteLine();
    }

    private static void Echo(ReadOnlySpan<byte> text)
    {
        fixed (byte* bytes = text)
        {
            Send(bytes, text.Length);
        }
    }

    /// <summary>Boot exports it. <paramref name="length"/>: bytes.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_console_write")]
    private static extern void Send(byte* text, int length);

    /// <summary>Boot exports it. A byte; -1 where none is there yet; -2 where there is no console.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "bm_console_receive")]
    private static extern int Receive();
}
