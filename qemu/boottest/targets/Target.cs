using System;
using System.Globalization;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>Targets by the text that names them.</summary>
public static class Target
{
    /// <summary>What can be asked for.</summary>
    public const string Forms = "qemu, serial:DEVICE, tcp:HOST:PORT or command:COMMAND";

    /// <summary>Finds a target; null where the text names none.</summary>
    public static IBootTarget? Parse(string text, string? flashCommand, string? powerCommand)
    {
        (string kind, string place) = Split(text, text.IndexOf(':', StringComparison.Ordinal));
        return (kind, place) switch
        {
            ("qemu", "") => new QemuTarget(),
            ("serial", not "") =>
                new BoardTarget(async (_, cancellation) => await SerialDevice.OpenAsync(place, cancellation), flashCommand, powerCommand),
            ("command", not "") =>
                new BoardTarget((test, _) => Task.FromResult<ISerialLine>(CommandLine.Start(place, test)), flashCommand, powerCommand),
            ("tcp", not "") => Tcp(place, flashCommand, powerCommand),
            _ => null,
        };
    }

    private static BoardTarget? Tcp(string place, string? flashCommand, string? powerCommand)
    {
        (string host, string port) = Split(place, place.LastIndexOf(':'));
        return host.Length > 0 && ushort.TryParse(port, CultureInfo.InvariantCulture, out ushort number)
            ? new BoardTarget((_, cancellation) => ConnectAsync(host, number, cancellation), flashCommand, powerCommand)
            : null;
    }

    private static async Task<ISerialLine> ConnectAsync(string host, ushort port, CancellationToken cancellation)
    {
        TcpClient client = new();
        await client.ConnectAsync(host, port, cancellation);
        return new StreamLine(client.GetStream());
    }

    private static (string First, string Second) Split(string text, int colon) =>
        colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
}
