using System;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>A report that is dropped, once it is checked for what no line may have.</summary>
internal readonly struct FuzzSink : ITextSink
{
    public static void Write(ReadOnlySpan<byte> text)
    {
        int at = text.IndexOfAnyExceptInRange((byte)' ', (byte)'~');
        Property.Holds(at < 0 || (at == text.Length - 1 && text[at] == '\n'), "a report is ASCII");
    }
}
