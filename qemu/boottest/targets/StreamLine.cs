using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>A serial line that is a stream: output of a process, or a network connection.</summary>
public sealed class StreamLine(Stream stream) : ISerialLine
{
    /// <inheritdoc/>
    public async Task<int?> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            int read = await stream.ReadAsync(buffer, cancellation);
            return read == 0 ? null : read;
        }
        catch (IOException)
        {
            return null; // reset by the other side
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
