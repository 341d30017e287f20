using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Boot.Tests;

/// <summary>A boot that is looked at from outside while it runs, and ended when that is done.</summary>
internal static class WatchedBoot
{
    /// <param name="watch">Looks, by QEMU's control socket.</param>
    /// <param name="paused">Whether the machine waits for <see cref="QmpSession.ContinueAsync"/> before its first instruction.</param>
    /// <returns>The boot, and what was seen.</returns>
    public static async Task<(BootLog Log, T Seen)> RunAsync<T>(BootCase bootCase, Func<QmpSession, Task<T>> watch, bool paused = false)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("watch-");
        string socket = Path.Combine(folder.FullName, "qmp");
        string[] pause = paused ? ["-S"] : [];
        try
        {
            Task<BootLog> boot = QemuRun.StartAsync(bootCase with
            {
                Exit = GuestExit.Psci,
                HasVerdict = false,
                QemuArguments = [.. bootCase.QemuArguments, .. pause, "-qmp", $"unix:{socket},server=on,wait=off"],
            });
            using QmpSession qmp = await QmpSession.ConnectAsync(socket, boot);
            T seen = await watch(qmp);
            await qmp.QuitAsync();
            return (await boot, seen);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
