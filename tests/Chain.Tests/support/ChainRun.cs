using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Chain.Tests;

/// <summary>Boots by a script of qemu/ that takes qemu/run's arguments.</summary>
internal static class ChainRun
{
    // Without and with LSE, with MOPS.
    private static readonly string[] s_cpus = ["cortex-a53", "cortex-a57", "cortex-a72", "neoverse-n1", "neoverse-v1", "max"];

    /// <summary>
    /// The CPU models and entry levels that each chain is tried on. The sample: the oldest model at the lowest level, the newest at
    /// the highest.
    /// </summary>
    public static IEnumerable<TheoryDataRow<string, int>> Machines(int[] levels) =>
        from cpu in s_cpus
        from level in levels
        let row = new TheoryDataRow<string, int>(cpu, level)
        select (cpu, level) == (s_cpus[0], levels[0]) || (cpu, level) == (s_cpus[^1], levels[^1]) ? row : Sample.NotIn(row);

    /// <param name="script">Path below qemu/.</param>
    /// <param name="arguments">As qemu/run takes them.</param>
    /// <param name="environment">Variables to set.</param>
    public static async Task<BootLog> StartAsync(string script, string[] arguments, params (string Name, string Value)[] environment)
    {
        Dictionary<string, string> variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        CommandResult result =
            await Command.RunAsync(Repository.Root, Repository.PathOf("qemu", script), arguments, variables, encoding: Encoding.Latin1);
        return new BootLog(result.Output, result.Errors, result.ExitCode);
    }

    /// <summary>The boot passed, its report came over whole, and the Image that reports is the one with this hash.</summary>
    public static void Passed(BootLog log, string hash)
    {
        True(log.Passed, $"exit code {log.ExitCode}, verdict {log.Verdict}, expected PASS", log);
        True(log.Report.Damage.Count == 0, string.Join('\n', log.Report.Damage), log);
        True(log.Report.Boot?.Image == hash, $"the report names image {log.Report.Boot?.Image}, expected {hash}", log);
    }

    /// <summary>Serial output has the text.</summary>
    public static void Logged(BootLog log, string text) => True(log.Contains(text), $"the log lacks: {text}", log);

    /// <summary>Where the Image says it was loaded.</summary>
    public static ulong LoadAddress(BootLog log)
    {
        string[] addresses = [.. log.After("loaded at 0x")];
        True(addresses.Length == 1, "not one load address", log);
        return Convert.ToUInt64(addresses[0], 16);
    }

    public static void True(bool condition, string message, BootLog log)
    {
        Assert.True(condition, $"{message}\n--- serial\n{log.Serial}\n--- diagnostics\n{log.Diagnostics}");
    }
}
