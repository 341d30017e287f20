using System;
using System.Buffers;
using BareMetal.Patcher;

namespace BareMetal.Boot.Serial;

/// <summary>Stands in for the console: keeps what is written.</summary>
internal readonly struct ConsoleSink : ITextSink
{
    /// <summary>What was written.</summary>
    public static ArrayBufferWriter<byte> Output { get; } = new();

    public static void Write(ReadOnlySpan<byte> text) => Output.Write(text);
}
