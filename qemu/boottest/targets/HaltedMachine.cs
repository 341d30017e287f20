using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;

namespace BareMetal.BootTest;

/// <summary>
/// Boots whose guest halts when it has said its verdict, or has turned the machine off: then the text in memory is read from
/// outside, and QEMU is ended.
/// </summary>
public static class HaltedMachine
{
    /// <summary>Boots. The log has the text in memory where the guest said where its text is, and QEMU was still there.</summary>
    /// <param name="bootCase">The boot; semihosting, which would end QEMU at once, becomes a halt.</param>
    /// <param name="verdict">Reads a serial line; null where the line decides nothing.</param>
    /// <param name="cancellation">Ends the boot.</param>
    public static async Task<BootLog> RunAsync(BootCase bootCase, Func<string, SerialVerdict?> verdict, CancellationToken cancellation)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("qmp-");
        try
        {
            string socket = Path.Combine(folder.FullName, "qmp");
            TaskCompletionSource decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
            List<string> lines = [];
            Task<BootLog> boot = QemuRun.StartAsync(
                bootCase with
                {
                    Exit = bootCase.Exit == GuestExit.Semihosting ? GuestExit.Halt : bootCase.Exit,
                    QemuArguments = [.. bootCase.QemuArguments, "-no-shutdown", "-qmp", $"unix:{socket},server=on,wait=off"],
                },
                line =>
                {
                    lines.Add(line);
                    _ = verdict(line) is not null && decided.TrySetResult();
                    return null; // The boot goes on until QEMU ends.
                },
                cancellation);
            bool hasEnded = await Task.WhenAny(decided.Task, boot) == boot;
            byte[]? text =
                hasEnded ? null : await ReadTextAsync(socket, boot, SerialReport.Parse([.. lines]), Path.Combine(folder.FullName, "text"));
            BootLog log = await boot;
            return new BootLog(log.Serial, log.Diagnostics, log.ExitCode) { TextInMemory = text };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<byte[]?> ReadTextAsync(string socket, Task<BootLog> boot, SerialReport report, string file)
    {
        try
        {
            using QmpSession qmp = await QmpSession.ConnectAsync(socket, boot);
            await qmp.StopAsync();
            byte[]? text = null;
            if (report is { Text: { } place, Inputs: { } inputs })
            {
                await qmp.SaveMemoryAsync(place.Address - inputs.VirtualOffset, place.Bytes, file);
                text = await File.ReadAllBytesAsync(file);
            }

            await qmp.QuitAsync();
            return text;
        }
        catch (IOException)
        {
            return null; // QEMU ended meanwhile, by a limit for example: the log says so.
        }
    }
}
