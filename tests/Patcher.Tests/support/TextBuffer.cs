using System;
using System.Text;

namespace BareMetal.Patcher.Tests;

/// <summary>Report text, kept per thread.</summary>
internal readonly struct TextBuffer : ITextSink
{
    [ThreadStatic]
    private static StringBuilder? s_text;

    public static void Write(ReadOnlySpan<byte> text) => (s_text ??= new()).Append(Encoding.ASCII.GetString(text));

    /// <summary>What was written since the last call.</summary>
    public static string Take()
    {
        string text = s_text?.ToString() ?? "";
        s_text = null;
        return text;
    }
}
