using System;

namespace BareMetal.Patcher;

/// <summary>Where text goes: a console, a test's buffer.</summary>
public interface ITextSink
{
    /// <summary>Writes ASCII text; lines end in '\n'.</summary>
    static abstract void Write(ReadOnlySpan<byte> text);
}
