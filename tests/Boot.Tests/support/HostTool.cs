using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace BareMetal.Boot.Tests;

/// <summary>The host tool <c>alt</c>, patcher/host.</summary>
internal static class HostTool
{
    /// <summary>Runs it.</summary>
    /// <returns>Its exit code, and the lines of its output.</returns>
    public static async Task<(int Code, string[] Lines)> RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "alt.dll"), .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Split('\n'));
    }
}
