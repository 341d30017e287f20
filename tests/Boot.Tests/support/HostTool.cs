using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;

namespace BareMetal.Boot.Tests;

/// <summary>The host tool <c>alt</c>, patcher/host.</summary>
internal static class HostTool
{
    /// <summary>Runs it.</summary>
    /// <returns>Its exit code, and the lines of its output.</returns>
    public static async Task<(int Code, string[] Lines)> RunAsync(params string[] arguments)
    {
        CommandResult result = await Command.RunAsync("/", "dotnet", [Path.Combine(AppContext.BaseDirectory, "alt.dll"), .. arguments]);
        return (result.ExitCode, result.Output.Split('\n'));
    }
}
