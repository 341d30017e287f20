using System;
using System.Buffers;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>Keeps what a report writes.</summary>
internal readonly struct ReportText : ITextSink
{
    /// <summary>What was written.</summary>
    public static ArrayBufferWriter<byte> Output { get; } = new();

    public static void Write(ReadOnlySpan<byte> text) => Output.Write(text);
}
