using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;

namespace BareMetal.Patcher.Tests;

/// <summary>Runs a tool of the toolchain to its end, in a folder of its own that is gone afterwards.</summary>
internal sealed class Tool : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>Returns the exit code and what the tool wrote to its error output; <paramref name="read"/> gets the rest.</summary>
    public (int Code, string Errors) Run(string tool, Action<StreamReader>? read, params string[] arguments)
    {
        using Process process = Command.Start(_folder.Path, tool, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        read?.Invoke(process.StandardOutput);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors.Result);
    }

    /// <summary>Runs a tool that must succeed.</summary>
    public void Require(string tool, params string[] arguments)
    {
        (int code, string errors) = Run(tool, null, arguments);
        if (code != 0)
        {
            throw new InvalidOperationException($"{tool} failed ({code}): {errors}");
        }
    }

    public void Dispose() => _folder.Dispose();
}
