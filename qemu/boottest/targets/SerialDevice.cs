using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>A serial device of this machine, at 115200 8N1, raw.</summary>
public sealed class SerialDevice : ISerialLine
{
    // A read returns at the latest after a tenth of a second, with nothing: so limits are kept on a silent line.
    private const string Settings = "115200 raw cs8 -cstopb -parenb -crtscts -hupcl clocal -echo min 0 time 1";

    private readonly FileStream _stream;

    private SerialDevice(FileStream stream) => _stream = stream;

    /// <summary>Opens a device.</summary>
    /// <exception cref="IOException">It isn't there, isn't a terminal, or belongs to others.</exception>
    public static async Task<SerialDevice> OpenAsync(string path, CancellationToken cancellation)
    {
        CommandOutput output = await ChildProcess.RunAsync("stty", ["-F", path, .. Settings.Split(' ')], cancellation);
        if (output.ExitCode != 0)
        {
            throw new IOException($"{output.Text.Trim()}: is the adapter plugged in, and are you in the group that owns it?");
        }

        return new SerialDevice(
            new FileStream(path, new FileStreamOptions { Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, BufferSize = 0 }));
    }

    /// <inheritdoc/>
    public Task<int?> ReadAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        Task.Run(() => Read(buffer.Span), CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private int? Read(Span<byte> buffer)
    {
        try
        {
            return _stream.Read(buffer);
        }
        catch (IOException)
        {
            return null; // unplugged
        }
    }
}
