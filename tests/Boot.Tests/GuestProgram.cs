using System;
using System.Diagnostics;
using System.IO;
using BareMetal.BootTest;

namespace BareMetal.Boot.Tests;

/// <summary>A guest of a few instructions, from tests/Boot.Tests/guests, assembled into a raw arm64 Image in a folder of its own.</summary>
public sealed class GuestProgram : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guest-");

    /// <param name="source">File name in tests/Boot.Tests/guests.</param>
    /// <param name="defines">Preprocessor definitions, <c>NAME=value</c>.</param>
    public GuestProgram(string source, params ReadOnlySpan<string> defines)
    {
        string text = Repository.PathOf("tests", "Boot.Tests", "guests", source);
        string program = Path.Combine(_folder.FullName, "guest.o");
        string[] arguments = ["-c", "-x", "assembler-with-cpp", "-o", program, text];
        Run("aarch64-linux-gnu-gcc", [.. Array.ConvertAll(defines.ToArray(), define => $"-D{define}"), .. arguments]);
        Run("aarch64-linux-gnu-objcopy", ["-O", "binary", program, Image]);
    }

    /// <summary>Path of the raw Image.</summary>
    public string Image => Path.Combine(_folder.FullName, "Image");

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static void Run(string command, string[] arguments)
    {
        using Process process = Process.Start(command, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} failed: {string.Join(' ', arguments)}");
        }
    }
}
