using System;
using System.IO;

namespace BareMetal.Media.Tests;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("media-").FullName;

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
    public void WriteScript(string name, string script)
    {
        File.SetUnixFileMode(Write(name, $"#!/bin/bash\n{script}\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
