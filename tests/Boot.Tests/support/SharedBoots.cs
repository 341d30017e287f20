using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Boot.Tests;

/// <summary>Boots that several tests look at: each is run once.</summary>
internal static class SharedBoots
{
    private static readonly ConcurrentDictionary<BootCase, Lazy<Task<BootLog>>> s_logs = new();

    /// <summary>A boot with <c>alt.report=json</c> and more boot arguments.</summary>
    public static BootCase Json(string cpu, int exceptionLevel = 1, string arguments = "") => new()
    {
        Cpu = cpu,
        ExceptionLevel = exceptionLevel,
        Append = $"alt.report=json {arguments}".TrimEnd(),
    };

    /// <summary>What the boot left, run now or before.</summary>
    public static Task<BootLog> LogAsync(BootCase bootCase)
    {
        return s_logs.GetOrAdd(bootCase, key => new Lazy<Task<BootLog>>(() => QemuRun.StartAsync(key))).Value;
    }
}
