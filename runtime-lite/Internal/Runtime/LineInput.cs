using System;

namespace Internal.Runtime;

/// <summary>A line that is being typed, as UTF-8. What doesn't fit isn't taken, a character as a whole.</summary>
internal ref struct LineInput(Span<byte> line)
{
    private const byte Delete = 0x7f;
    private const byte FirstContinuation = 0x80;
    private const byte FirstOfTwo = 0xc0;
    private const byte FirstOfThree = 0xe0;
    private const byte FirstOfFour = 0xf0;

    private readonly Span<byte> _line = line;
    private bool _isRefused;

    /// <summary>Bytes that were taken.</summary>
    public int Length { get; private set; }

    /// <summary>Takes what was received. Returns what a terminal is to be sent for it.</summary>
    public ReadOnlySpan<byte> Add(byte received)
    {
        if (received is (byte)'\b' or Delete)
        {
            return Erase();
        }

        _isRefused = IsContinuation(received) ? _isRefused : received < (byte)' ' || BytesOf(received) > _line.Length - Length;
        if (_isRefused || Length == _line.Length)
        {
            return IsContinuation(received) ? default : "\a"u8;
        }

        _line[Length++] = received;
        return _line.Slice(Length - 1, 1);
    }

    private static bool IsContinuation(byte value) => value is >= FirstContinuation and < FirstOfTwo;

    private static int BytesOf(byte first) => first < FirstOfTwo ? 1 : first < FirstOfThree ? 2 : first < FirstOfFour ? 3 : 4;

    private ReadOnlySpan<byte> Erase()
    {
        if (Length == 0)
        {
            return "\a"u8;
        }

        while (Length > 1 && IsContinuation(_line[Length - 1]))
        {
            Length--;
        }

        Length--;
        return "\b \b"u8;
    }
}
