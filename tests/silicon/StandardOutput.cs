using System;
using BareMetal.Patcher;

namespace BareMetal.Silicon;

/// <summary>Text to standard output.</summary>
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
