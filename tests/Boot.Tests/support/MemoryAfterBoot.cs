using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Boot.Tests;

/// <summary>What lies in memory when a guest has turned its machine off.</summary>
/// <param name="Log">The boot.</param>
/// <param name="Image">The Image's text, read-only data and table, as they lie in memory.</param>
internal sealed record MemoryAfterBoot(BootLog Log, byte[] Image)
{
    /// <summary>Boots, waits for power off and reads the first bytes of the Image.</summary>
    public static async Task<MemoryAfterBoot> ReadAsync(BootCase bootCase, int bytes)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("memory-");
        try
        {
            string socket = Path.Combine(folder.FullName, "qmp");
            Task<BootLog> boot = QemuRun.StartAsync(bootCase with
            {
                Exit = GuestExit.Psci,
                QemuArguments = [.. bootCase.QemuArguments, "-no-shutdown", "-qmp", $"unix:{socket},server=on,wait=off"],
            });
            byte[] memory = await SaveAsync(socket, boot, bytes, Path.Combine(folder.FullName, "memory"));
            return new MemoryAfterBoot(await boot, memory);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<byte[]> SaveAsync(string socket, Task<BootLog> boot, int bytes, string file)
    {
        try
        {
            using QmpSession qmp = await QmpSession.ConnectAsync(socket, boot);
            await qmp.WaitForPowerOffAsync();
            await qmp.SaveMemoryAsync(ImageFile.LoadAddress, bytes, file);
            await qmp.QuitAsync();
            return await File.ReadAllBytesAsync(file);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException($"{exception.Message}\n{(await boot).Serial}", exception);
        }
    }
}
