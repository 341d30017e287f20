using System;
using System.IO;

namespace BareMetal.Tests;

/// <summary>A folder that goes away with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("baremetal-").FullName;

    /// <summary>Path of something in it.</summary>
    public string PathOf(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Makes a file, and its folder.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Makes an executable bash script.</summary>
    /// <returns>Its path.</returns>
    public string WriteScript(string name, string script)
    {
        string path = Write(name, $"#!/bin/bash\n{script}\n");
        File.SetUnixFileMode(path, Executable);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
