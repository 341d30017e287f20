using System;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>Where a board's serial output comes from.</summary>
public interface ISerialLine : IDisposable
{
    /// <summary>Reads what has come.</summary>
    /// <returns>Bytes; 0 where nothing came for a while; null where the line is closed.</returns>
    Task<int?> ReadAsync(Memory<byte> buffer, CancellationToken cancellation);
}
