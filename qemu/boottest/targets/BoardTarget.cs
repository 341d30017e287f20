using System;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>A board, or whatever else has a serial line: brought into its state by commands, judged by what it says.</summary>
/// <param name="open">Opens the line; an <see cref="IOException"/> or a <see cref="SocketException"/> says why that failed.</param>
/// <param name="flashCommand">Shell command that gives the board the case's image, before the line is opened; null for none.</param>
/// <param name="powerCommand">Shell command that restarts the board, once the line is open; null where it restarts by itself.</param>
public sealed class BoardTarget(Func<TestCase, CancellationToken, Task<ISerialLine>> open, string? flashCommand, string? powerCommand)
    : IBootTarget
{
    // For flashing; a boot has its case's own limit.
    private static readonly TimeSpan s_commandLimit = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public int Capacity => 1;

    /// <inheritdoc/>
    public async Task<BootLog> RunAsync(TestCase test, CancellationToken cancellation)
    {
        try
        {
            await CommandAsync(flashCommand, "flash", test, cancellation);
            using ISerialLine line = await open(test, cancellation);
            if (powerCommand is not null)
            {
                await DrainAsync(line, cancellation);
                await CommandAsync(powerCommand, "power cycle", test, cancellation);
            }

            SerialCapture capture = new(test.Boot.OutputLimit, test.Verdict.Parse);
            CaptureEnd end = await capture.RunAsync(line, test.Boot.TimeLimit, cancellation);
            return Log(capture, end);
        }
        catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
        {
            return new BootLog("", exception.Message, RunStatus.QemuFailed);
        }
    }

    /// <summary>
    /// What a shell command of a case is started with: the case's name, image, boot arguments and device tree in BOOTTEST_….
    /// </summary>
    internal static ProcessStartInfo ShellCommand(string command, TestCase test)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", command]);
        start.Environment["BOOTTEST_NAME"] = test.Name;
        start.Environment["BOOTTEST_IMAGE"] = test.Boot.Image;
        start.Environment["BOOTTEST_APPEND"] = test.Boot.Append;
        start.Environment["BOOTTEST_DTB"] = test.Boot.DeviceTree;
        return start;
    }

    // A board has no exit code: the verdict stands alone.

    private static BootLog Log(SerialCapture capture, CaptureEnd end) => end switch
    {
        CaptureEnd.OutputLimit => new BootLog(capture.Serial, "", RunStatus.OutputLimit),
        CaptureEnd.TimeLimit => new BootLog(capture.Serial, "", RunStatus.TimeLimit),
        _ when capture.Verdict is { } verdict => new BootLog(capture.Serial, "", verdict.Code),
        _ => new BootLog(capture.Serial, "the serial line was closed before a verdict", RunStatus.QemuFailed),
    };

    // What an earlier boot left in the line's buffers isn't this one's. A board that goes on talking is cut off by the power cycle.

    private static async Task DrainAsync(ISerialLine line, CancellationToken cancellation)
    {
        SerialCapture left = new(long.MaxValue, _ => null);
        await left.RunAsync(line, TimeSpan.FromMilliseconds(200), cancellation);
    }

    private static async Task CommandAsync(string? command, string what, TestCase test, CancellationToken cancellation)
    {
        if (command is null)
        {
            return;
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_commandLimit);
        try
        {
            CommandOutput output = await ChildProcess.RunAsync(ShellCommand(command, test), limit.Token);
            if (output.ExitCode != 0)
            {
                throw new IOException($"{what} failed with exit code {output.ExitCode}: {command}\n{output.Text.Trim()}");
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"{what} did not end within {s_commandLimit.TotalSeconds} s: {command}");
        }
    }
}
