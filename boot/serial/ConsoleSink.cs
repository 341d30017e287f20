using System;
using BareMetal.Patcher;

namespace BareMetal.Boot.Serial;

/// <summary>The console as the place where text and reports go.</summary>
internal readonly struct ConsoleSink : ITextSink
{
    public static void Write(ReadOnlySpan<byte> text) => SerialConsole.Write(text);
}
