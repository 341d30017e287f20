using System;
using System.Runtime.CompilerServices;
using BareMetal.Patcher;
using Internal.Runtime;

namespace BareMetal.Testing;

/// <summary>What a test that doesn't pass has to say, kept until its report. What is longer than the buffer ends in dots.</summary>
// SAFETY: the buffer on the stack is as long as the longest character, which is all that EncodeFirst writes.
internal readonly unsafe struct TestMessage : ITextSink
{
    private const int Capacity = 512;

    private static Buffer s_text;
    private static int s_length;
    private static bool s_cut;

    /// <summary>What was said.</summary>
    public static ReadOnlySpan<byte> Text => ((ReadOnlySpan<byte>)s_text).Slice(0, s_length);

    /// <summary>What follows where not all of it is there.</summary>
    public static ReadOnlySpan<byte> End => s_cut ? "..."u8 : default;

    public static void Clear()
    {
        s_length = 0;
        s_cut = false;
    }

    public static void Write(ReadOnlySpan<byte> text)
    {
        foreach (byte character in text)
        {
            if (s_length == Capacity)
            {
                s_cut = true;
                return;
            }

            s_text[s_length++] = character;
        }
    }

    public static void Write(ReadOnlySpan<char> text)
    {
        byte* bytes = stackalloc byte[Utf8.MaxBytes];
        while (!text.IsEmpty)
        {
            int length = Utf8.EncodeFirst(ref text, bytes);
            Write(new ReadOnlySpan<byte>(bytes, length));
        }
    }

    public static void Decimal(long value)
    {
        if (value < 0)
        {
            Write("-"u8);
        }

        Decimal(value < 0 ? 0 - (ulong)value : (ulong)value);
    }

    public static void Decimal(ulong value)
    {
        TextOutput<TestMessage> output = default;
        output.Decimal(value);
    }

    public static void Hex(ulong value)
    {
        TextOutput<TestMessage> output = default;
        output.Write("0x"u8);
        output.Hex(value, 1);
    }

    [InlineArray(Capacity)]
    private struct Buffer
    {
        private byte _first;
    }
}
