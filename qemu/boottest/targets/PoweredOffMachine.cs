using System;
using System.IO;
using System.Threading.Tasks;

namespace BareMetal.BootTest;

/// <summary>What QEMU knows of a machine that its guest has turned off, and that is kept for being asked.</summary>
public static class PoweredOffMachine
{
    /// <summary>Boots, waits for power off, asks, and ends QEMU.</summary>
    /// <param name="bootCase">The boot; it ends by PSCI.</param>
    /// <param name="ask">What is asked; the folder is for its files and is deleted afterwards.</param>
    public static async Task<(BootLog Log, T Answer)> AskAsync<T>(BootCase bootCase, Func<QmpSession, DirectoryInfo, Task<T>> ask)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("qmp-");
        try
        {
            string socket = Path.Combine(folder.FullName, "qmp");
            Task<BootLog> boot = QemuRun.StartAsync(bootCase with
            {
                Exit = GuestExit.Psci,
                QemuArguments = [.. bootCase.QemuArguments, "-no-shutdown", "-qmp", $"unix:{socket},server=on,wait=off"],
            });
            T answer = await AskAsync(socket, boot, qmp => ask(qmp, folder));
            return (await boot, answer);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Reads memory.</summary>
    /// <param name="bootCase">The boot; it ends by PSCI.</param>
    /// <param name="physical">PA of the first byte.</param>
    /// <param name="bytes">How many.</param>
    public static Task<(BootLog Log, byte[] Answer)> ReadMemoryAsync(BootCase bootCase, ulong physical, long bytes)
    {
        return AskAsync(bootCase, async (qmp, folder) =>
        {
            string file = Path.Combine(folder.FullName, "memory");
            await qmp.SaveMemoryAsync(physical, bytes, file);
            return await File.ReadAllBytesAsync(file);
        });
    }

    private static async Task<T> AskAsync<T>(string socket, Task<BootLog> boot, Func<QmpSession, Task<T>> ask)
    {
        try
        {
            using QmpSession qmp = await QmpSession.ConnectAsync(socket, boot);
            await qmp.WaitForPowerOffAsync();
            T answer = await ask(qmp);
            await qmp.QuitAsync();
            return answer;
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException($"{exception.Message}\n{(await boot).Serial}", exception);
        }
    }
}
