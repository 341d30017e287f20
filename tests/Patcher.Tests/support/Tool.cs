using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace BareMetal.Patcher.Tests;

/// <summary>Runs a tool of the toolchain to its end, in a folder of its own that is gone afterwards.</summary>
internal sealed class Tool : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("baremetal-patcher-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Returns the exit code and what the tool wrote to its error output; <paramref name="read"/> gets the rest.</summary>
    public (int Code, string Errors) Run(string tool, Action<StreamReader>? read, params string[] arguments)
    {
        ProcessStartInfo start =
            new(tool, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Start(start);
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

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{start.FileName} can't be run ({e.Message}): `make test` says which package has it", e);
        }
    }
}
