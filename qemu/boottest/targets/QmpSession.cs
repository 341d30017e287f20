using System;
using System.IO;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>QEMU's control socket (QEMU Machine Protocol).</summary>
public sealed class QmpSession : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(20);

    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    private QmpSession(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream);
    }

    /// <summary>Connects as soon as QEMU listens; gives up when <paramref name="qemu"/> has ended.</summary>
    public static async Task<QmpSession> ConnectAsync(string path, Task qemu)
    {
        while (!qemu.IsCompleted)
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
                QmpSession session = new(socket);
                await session.ExecuteAsync("qmp_capabilities");
                return session;
            }
            catch (SocketException)
            {
                socket.Dispose();
                await Task.Delay(s_interval);
            }
        }

        throw new IOException("QEMU ended before it listened");
    }

    /// <summary>Waits until the guest has turned the machine off, and QEMU, started with -no-shutdown, has stopped it.</summary>
    public async Task WaitForPowerOffAsync()
    {
        while ((string?)(await ExecuteAsync("query-status"))["status"] != "shutdown")
        {
            await Task.Delay(s_interval);
        }
    }

    /// <summary>Writes memory at a PA to a file.</summary>
    public Task SaveMemoryAsync(ulong physical, long bytes, string path)
    {
        return ExecuteAsync("pmemsave", new JsonObject { ["val"] = physical, ["size"] = bytes, ["filename"] = path });
    }

    /// <summary>Reads a word of memory or of a device's registers at a PA.</summary>
    public async Task<uint> ReadWordAsync(ulong physical)
    {
        JsonNode answer = await ExecuteAsync("human-monitor-command", new JsonObject { ["command-line"] = $"xp /1wx 0x{physical:x}" });
        string word = ((string)answer!).Split(' ')[^1].Trim();
        return Convert.ToUInt32(word, 16);
    }

    /// <summary>Stops all CPUs.</summary>
    public Task StopAsync() => ExecuteAsync("stop");

    /// <summary>Lets a machine run that was started paused.</summary>
    public Task ContinueAsync() => ExecuteAsync("cont");

    /// <summary>Instructions that were executed since reset, of a machine started with <c>-icount …,rr=record,rrfile=…</c>.</summary>
    public async Task<long> InstructionsAsync() => (long)(await ExecuteAsync("query-replay"))["icount"]!;

    /// <summary>Ends QEMU.</summary>
    public Task QuitAsync() => ExecuteAsync("quit");

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private async Task<JsonNode> ExecuteAsync(string command, JsonObject? arguments = null)
    {
        JsonObject request = new() { ["execute"] = command, ["arguments"] = arguments ?? [] };
        await _stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request));
        while (await _reader.ReadLineAsync() is { } line)
        {
            JsonNode answer = JsonNode.Parse(line)!;
            if (answer["error"] is { } error)
            {
                throw new IOException($"QMP {command}: {error}");
            }

            if (answer["return"] is { } result)
            {
                return result;
            }
        }

        throw new IOException($"QEMU ended during {command}");
    }
}
