using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;

namespace BareMetal.BootTest.Tests;

/// <summary>boottest, as it is called.</summary>
internal static class BootTestCommand
{
    /// <summary>Path of boottest.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "boottest");

    /// <summary>Runs boottest to its end.</summary>
    /// <returns>Exit code, and the lines of standard output, then of standard error.</returns>
    public static async Task<(int ExitCode, string[] Output)> RunAsync(params string[] arguments)
    {
        CommandResult result = await Command.RunAsync(Repository.Root, Path, arguments);
        return (result.ExitCode, result.Lines);
    }
}
