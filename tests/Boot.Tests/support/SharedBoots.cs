using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;

namespace BareMetal.Boot.Tests;

/// <summary>
/// Boots that several tests look at: each is run once. Those of an Image with its ELF file run under the model of caches
/// (qemu/coherence).
/// </summary>
internal static class SharedBoots
{
    /// <summary>The model knows no more.</summary>
    private const int MostJudgedCores = 64;

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
        return s_logs.GetOrAdd(bootCase, key => new Lazy<Task<BootLog>>(() => QemuRun.StartAsync(Judged(key)))).Value;
    }

    /// <summary>The same boot under the model of caches, where it says nothing else and the model can tell.</summary>
    public static BootCase Judged(BootCase boot) => boot with
    {
        Coherence =
            boot.Coherence
                ?? (HasSymbols(boot)
                    && boot.CpuCount <= MostJudgedCores
                    && !boot.QemuArguments.Contains("-accel")
                    && !boot.QemuArguments.Contains("-icount")),
    };

    private static bool HasSymbols(BootCase boot) =>
        boot.ElfFile is not null || boot.Image is null || File.Exists(Path.Combine(Path.GetDirectoryName(boot.Image)!, "baremetal.elf"));
}
