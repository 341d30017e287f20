using System;
using System.Diagnostics;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Boot.Tests;

/// <summary>Ends qemu/run while its guest hangs, and looks whether its QEMU is still there.</summary>
internal static class LeavesQemuBehind
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <param name="image">A guest that hangs; its path identifies the QEMU.</param>
    /// <param name="politely">End qemu/run by SIGTERM, else by SIGKILL.</param>
    public static async Task<bool> AfterAsync(string image, bool politely)
    {
        using Process run = Command.Start(Repository.Root, Repository.PathOf("qemu", "run"), ["TIME_LIMIT=0", $"IMAGE={image}"]);
        if (!await BecomesAsync(() => RunningQemu.Has(image)))
        {
            throw new InvalidOperationException("QEMU did not start");
        }

        Command.Run("/", "kill", politely ? "-TERM" : "-KILL", $"{run.Id}").Required("kill");
        await run.WaitForExitAsync();
        return !await BecomesAsync(() => !RunningQemu.Has(image));
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
}
