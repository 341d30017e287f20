using System;
using BareMetal.BootTest;

namespace BareMetal.Tests;

/// <summary>A guest of a few instructions, from tests/Support/guests, assembled into a raw arm64 Image in a folder of its own.</summary>
public sealed class GuestProgram : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Assembles it.</summary>
    /// <param name="source">File name in tests/Support/guests.</param>
    /// <param name="defines">Preprocessor definitions, <c>NAME=value</c>.</param>
    public GuestProgram(string source, params ReadOnlySpan<string> defines)
    {
        string text = Repository.PathOf("tests", "Support", "guests", source);
        string program = _folder.PathOf("guest.o");
        string[] arguments = ["-c", "-x", "assembler-with-cpp", "-o", program, text];
        string[] options = Array.ConvertAll(defines.ToArray(), define => $"-D{define}");
        Command.Run(_folder.Path, "aarch64-linux-gnu-gcc", [.. options, .. arguments]).Required("the compiler");
        Command.Run(_folder.Path, "aarch64-linux-gnu-objcopy", "-O", "binary", program, Image).Required("objcopy");
    }

    /// <summary>Path of the raw Image.</summary>
    public string Image => _folder.PathOf("Image");

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
