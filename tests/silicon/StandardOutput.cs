using System;
using BareMetal.Patcher;

namespace BareMetal.Silicon;

/// <summary>Text to standard output.</summary>
// SAFETY: write(2) reads the span's bytes, held by `fixed`, and no more.
internal readonly unsafe struct StandardOutput : ITextSink
{
    public static void Write(ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
        {
            Linux.Print(start, text.Length);
        }
    }
}
