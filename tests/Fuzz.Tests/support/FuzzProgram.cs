using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Fuzz.Tests;

/// <summary>The program that <c>make fuzz</c> runs, as it was built and instrumented, or a copy of it.</summary>
internal static class FuzzProgram
{
    /// <summary>Its folder.</summary>
    public static string Folder { get; } = Repository.PathOf("out", "bin", "Fuzz", new DirectoryInfo(AppContext.BaseDirectory).Name);

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(Folder, arguments);

    /// <summary>Runs a copy of it.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string[] arguments)
    {
        CommandResult result = await Command.RunAsync(Repository.Root, "dotnet", [Path.Combine(folder, "fuzz.dll"), .. arguments]);
        return (result.ExitCode, result.Text);
    }
}
