using System;
using System.Diagnostics;
using System.IO;
using System.Security.Cryptography;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Chain.Tests;

/// <summary>out/Image, for IClassFixture: built by make where it is missing or older than its sources, once for all classes.</summary>
public sealed class ImageFixture : IAsyncLifetime
{
    private static readonly Lazy<Task> s_build = new(BuildAsync);

    /// <summary>Path of the raw Image.</summary>
    public string Path { get; } = Repository.PathOf("out", "Image");

    /// <summary>What is in it.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Its SHA-256, as the Image itself reports it.</summary>
    public string Hash => HashOf(Bytes);

    /// <summary>SHA-256 of a whole Image.</summary>
    public static string HashOf(byte[] image) => Convert.ToHexStringLower(SHA256.HashData(image));

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await s_build.Value;
        Bytes = await File.ReadAllBytesAsync(Path);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task BuildAsync()
    {
        using Process make = Process.Start("make", ["--no-print-directory", "-C", Repository.Root, "image"]);
        await make.WaitForExitAsync();
        if (make.ExitCode != 0)
        {
            throw new InvalidOperationException("make image failed");
        }
    }
}
