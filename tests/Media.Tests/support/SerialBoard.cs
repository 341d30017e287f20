using System;
using System.Diagnostics;
using System.Linq;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Media.Tests;

/// <summary>A machine under QEMU whose serial line is a pseudo-terminal: for scripts that take a TTY.</summary>
/// <remarks>QEMU stays when the guest ends: with it the terminal would go, and what wasn't read yet.</remarks>
internal sealed partial class SerialBoard : IDisposable
{
    private readonly Process _qemu;
    private readonly TemporaryFolder _folder;

    private SerialBoard(Process qemu, TemporaryFolder folder, string tty)
    {
        _qemu = qemu;
        _folder = folder;
        Tty = tty;
    }

    /// <summary>Path of the terminal.</summary>
    public string Tty { get; }

    /// <summary>QEMU's virt with the Image, halted before its first instruction.</summary>
    public static Task<SerialBoard> VirtAsync(string append) => StartAsync($"APPEND={append}", "--", "-S", "-no-shutdown");

    /// <summary>QEMU's raspi4b with Debian's U-Boot and no card; U-Boot speaks on the mini UART, the second line.</summary>
    public static async Task<SerialBoard> UBootOnPiAsync()
    {
        string[] files = ["rpi4/u-boot.bin", "rpi4/bcm2711-rpi-4-b.dtb"];
        CommandResult fetched = await MediaCommand.RunAsync("firmware", [], files);
        if (fetched.ExitCode != 0)
        {
            throw new InvalidOperationException(fetched.Errors);
        }

        string[] paths = [.. files.Select(file => Repository.PathOf("out", "firmware", file))];
        return await StartAsync("MACHINE=raspi4b", "UART=1", $"IMAGE={paths[0]}", $"DTB={paths[1]}", "--");
    }

    /// <summary>Lets a halted machine run.</summary>
    public void Continue()
    {
        using Socket monitor = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        monitor.Connect(new UnixDomainSocketEndPoint(_folder.PathOf("monitor")));
        monitor.Send("cont\n"u8);
        monitor.Receive(new byte[1]);
    }

    /// <summary>Runs qemu/media/push on its line.</summary>
    public Task<CommandResult> PushAsync(string image, string append, string folderOnPath = "/usr/bin")
    {
        return MediaCommand.RunAsync("push", new()
        {
            ["TTY"] = Tty,
            ["IMAGE"] = image,
            ["APPEND"] = append,
            ["PATH"] = $"{folderOnPath}:{Environment.GetEnvironmentVariable("PATH")}",
        });
    }

    public void Dispose()
    {
        _qemu.Kill(entireProcessTree: true);
        _qemu.WaitForExit();
        _qemu.Dispose();
        _folder.Dispose();
    }

    private static async Task<SerialBoard> StartAsync(params string[] arguments)
    {
        TemporaryFolder folder = new();
        Process qemu = Command.Start(
            Repository.Root,
            Repository.PathOf("qemu", "run"),
            [
                "EXIT=psci", "TIME_LIMIT=300", .. arguments,
                "-set", "chardev.serial.backend=pty", // instead of stdio
                "-chardev", $"socket,id=monitor,path={folder.PathOf("monitor")},server=on,wait=off", "-mon", "monitor",
            ]);
        qemu.StandardInput.Close();
        while (await qemu.StandardOutput.ReadLineAsync() is { } line)
        {
            if (TerminalPattern().Match(line) is { Success: true } match)
            {
                return new SerialBoard(qemu, folder, match.Value);
            }
        }

        throw new InvalidOperationException($"qemu/run opened no terminal: {await qemu.StandardError.ReadToEndAsync()}");
    }

    [GeneratedRegex("/dev/pts/[0-9]+")]
    private static partial Regex TerminalPattern();
}
