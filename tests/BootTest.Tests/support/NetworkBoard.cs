using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>
/// A board whose serial line a server offers over TCP, and whose power a command switches, as labs/labgrid-board.yaml has it.
/// </summary>
internal sealed class NetworkBoard : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly TemporaryFolder _folder = new();
    private TcpClient? _line;

    public NetworkBoard() => _server.Start();

    /// <summary>The example of an environment for labgrid, with this board's port and power.</summary>
    public string Environment()
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("qemu", "boottest", "labs", "labgrid-board.yaml"));
        return string.Concat(lines.Select(line =>
            $"{(line.Contains("cmd_cycle: ", StringComparison.Ordinal) ? $"        cmd_cycle: touch {_folder.PathOf("on")}" : line)}\n"))
            .Replace(
                "host: lab, port: 2001", $"host: 127.0.0.1, port: {((IPEndPoint)_server.LocalEndpoint).Port}", StringComparison.Ordinal);
    }

    /// <summary>Waits until the line is opened and then the power is cycled.</summary>
    /// <param name="earlier">What is in the server's buffers from an earlier boot.</param>
    public async Task StartsAsync(string earlier = "")
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_patience);
        _line = await _server.AcceptTcpClientAsync(limit.Token);
        await SayAsync(earlier);
        while (!File.Exists(_folder.PathOf("on")))
        {
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>The board says something.</summary>
    public Task SayAsync(string text) => SayAsync(new MemoryStream(Encoding.Latin1.GetBytes(text)));

    /// <summary>The board says what comes from somewhere else.</summary>
    public Task SayAsync(Stream text) => text.CopyToAsync(_line!.GetStream(), TestContext.Current.CancellationToken);

    /// <summary>Closes the line, and the port.</summary>
    public void Unplug()
    {
        _line?.Dispose();
        _server.Dispose();
    }

    public void Dispose()
    {
        Unplug();
        _folder.Dispose();
    }
}
