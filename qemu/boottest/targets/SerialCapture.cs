using System;
using System.Buffers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>Collects what comes over a serial line until a verdict, the line's end or a limit.</summary>
/// <param name="outputLimit">Bytes.</param>
/// <param name="readVerdict">Reads a line; null where it decides nothing.</param>
internal sealed class SerialCapture(long outputLimit, Func<string, SerialVerdict?> readVerdict)
{
    private const int BufferBytes = 16 * 1024;

    // What a guest says after its verdict belongs to the boot: another verdict overrules the first.
    private static readonly TimeSpan s_afterVerdict = TimeSpan.FromMilliseconds(300);

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly StringBuilder _line = new();

    /// <summary>The last verdict; null where there was none.</summary>
    public SerialVerdict? Verdict { get; private set; }

    /// <summary>What came, a character for each byte.</summary>
    public string Serial => SerialText.Of([.. _bytes.WrittenSpan]);

    /// <summary>Reads the line.</summary>
    public async Task<CaptureEnd> RunAsync(ISerialLine line, TimeSpan timeLimit, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeLimit);
        byte[] buffer = new byte[BufferBytes];
        try
        {
            while (await line.ReadAsync(buffer, limit.Token) is { } read)
            {
                limit.Token.ThrowIfCancellationRequested();
                bool decided = Verdict is not null;
                if (!Add(buffer.AsSpan(0, read)))
                {
                    return CaptureEnd.OutputLimit;
                }

                if (!decided && Verdict is not null)
                {
                    limit.CancelAfter(s_afterVerdict);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Verdict is null ? CaptureEnd.TimeLimit : CaptureEnd.Verdict;
        }

        return CaptureEnd.Closed;
    }

    private bool Add(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..(int)Math.Min(bytes.Length, outputLimit - _bytes.WrittenCount)];
        _bytes.Write(bytes);
        foreach (byte value in bytes)
        {
            if (value != '\n')
            {
                _line.Append((char)value);
                continue;
            }

            Verdict = readVerdict(SerialText.Clean(_line.ToString())) ?? Verdict;
            _line.Clear();
        }

        return _bytes.WrittenCount < outputLimit;
    }
}
