using System;

namespace BareMetal.Patcher;

/// <summary>Text with numbers and columns, written to a sink as it comes.</summary>
/// <typeparam name="TSink">Where it goes.</typeparam>
public struct TextOutput<TSink>
    where TSink : struct, ITextSink
{
    private const int MaxDigits = 20;

    /// <summary>CRC-32 of all text written so far.</summary>
    public uint Checksum { get; private set; }

    /// <summary>Characters since the last line end.</summary>
    public int Column { get; private set; }

    /// <summary>Writes text; a line end only as its last character.</summary>
    public void Write(ReadOnlySpan<byte> text)
    {
        Checksum = Crc32.Append(Checksum, text);
        Column = !text.IsEmpty && text[text.Length - 1] == '\n' ? 0 : Column + text.Length;
        TSink.Write(text);
    }

    /// <summary>Writes a number in decimal.</summary>
    public void Decimal(ulong value) => Number(value, 10, 1);

    /// <summary>Writes a number in decimal, with leading zeros.</summary>
    public void Decimal(ulong value, int digits) => Number(value, 10, digits);

    /// <summary>Writes a number in lower-case hexadecimal, with leading zeros.</summary>
    public void Hex(ulong value, int digits) => Number(value, 16, digits);

    /// <summary>Writes a number in decimal that ends before <paramref name="column"/>.</summary>
    public void DecimalUpTo(int column, int value)
    {
        int digits = 1;
        for (int rest = value; rest >= 10; rest /= 10)
        {
            digits++;
        }

        PadTo(column - digits);
        Decimal((ulong)value);
    }

    /// <summary>Writes spaces up to <paramref name="column"/>; one where the line is that long already.</summary>
    public void PadTo(int column)
    {
        do
        {
            Write(" "u8);
        }
        while (Column < column);
    }

    private void Number(ulong value, uint radix, int minimumDigits)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        int start = MaxDigits;
        do
        {
            digits[--start] = "0123456789abcdef"u8[(int)(value % radix)];
            value /= radix;
        }
        while (value != 0 || MaxDigits - start < minimumDigits);
        Write(digits.Slice(start));
    }
}
