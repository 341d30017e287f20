using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Boot.Tests;

/// <summary>Ends qemu/run while its guest hangs, and looks whether its QEMU is still there.</summary>
internal static class LeavesQemuBehind
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <param name="image">A guest that hangs; its path identifies the QEMU.</param>
    /// <param name="politely">End qemu/run by SIGTERM, else by SIGKILL.</param>
    public static async Task<bool> AfterAsync(string image, bool politely)
    {
        using Process run = Process.Start(Repository.PathOf("qemu", "run"), ["TIME_LIMIT=0", $"IMAGE={image}"]);
        if (!await BecomesAsync(() => IsRunning(image)))
        {
            throw new InvalidOperationException("QEMU did not start");
        }

        using Process kill = Process.Start("sh", ["-c", $"kill -{(politely ? "TERM" : "KILL")} {run.Id}"]);
        await run.WaitForExitAsync();
        return !await BecomesAsync(() => !IsRunning(image));
    }

    private static async Task<bool> BecomesAsync(Func<bool> condition)
    {
        for (Stopwatch time = Stopwatch.StartNew(); time.Elapsed < s_patience; await Task.Delay(20))
        {
            if (condition())
            {
                return true;
            }
        }

        return condition();
    }

    private static bool IsRunning(string image)
    {
        return Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(CommandLine)
            .Any(line => line.StartsWith("qemu-system-aarch64\0", StringComparison.Ordinal) && line.Contains($"\0-kernel\0{image}\0", StringComparison.Ordinal));
    }

    // Arguments are separated by NUL.

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            return ""; // it ended meanwhile
        }
    }
}
