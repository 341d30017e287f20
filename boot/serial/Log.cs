using System;
using BareMetal.Boot.Cpu;
using BareMetal.Patcher;

namespace BareMetal.Boot.Serial;

/// <summary>
/// The human log: lines that begin with the seconds since the counter started, as Linux writes them. A line is
/// <see cref="Begin"/>, its parts, <see cref="End"/>.
/// </summary>
internal static class Log
{
    private const uint MicrosecondsPerSecond = 1_000_000;
    private const int MicrosecondsDigits = 6;
    private const int SecondsEnd = 6;

    /// <summary>A whole line.</summary>
    public static void Line(ReadOnlySpan<byte> text)
    {
        Begin();
        Text(text);
        End();
    }

    /// <summary>Starts a line, also where a program left one open: with the time, where the counter's frequency is known.</summary>
    public static void Begin()
    {
        SerialConsole.EndLine();
        ulong frequency = LogCounter.Frequency;
        if (frequency == 0)
        {
            return;
        }

        ulong ticks = LogCounter.Read();
        TextOutput<ConsoleSink> output = default;
        output.Write("["u8);
        output.DecimalUpTo(SecondsEnd, (int)(ticks / frequency));
        output.Write("."u8);
        output.Decimal(ticks % frequency * MicrosecondsPerSecond / frequency, MicrosecondsDigits);
        output.Write("] "u8);
    }

    /// <summary>Ends a line.</summary>
    public static void End() => Text("\n"u8);

    public static void Text(ReadOnlySpan<byte> text) => SerialConsole.Write(text);

    /// <summary>Hexadecimal with 0x, at least <paramref name="digits"/> digits.</summary>
    public static void Hex(ulong value, int digits = 1)
    {
        TextOutput<ConsoleSink> output = default;
        output.Write("0x"u8);
        output.Hex(value, digits);
    }

    public static void Decimal(ulong value)
    {
        TextOutput<ConsoleSink> output = default;
        output.Decimal(value);
    }
}
