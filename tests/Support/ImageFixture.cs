using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Tests;

/// <summary>
/// The Image under test, for IClassFixture: built by make where it is missing or older than its sources, once for all classes.
/// </summary>
public sealed class ImageFixture : IAsyncLifetime
{
    private static readonly Lazy<Task> s_build = new(BuildAsync);
    private readonly Lazy<byte[]> _bytes;

    /// <summary>Knows where it will lie.</summary>
    public ImageFixture() => _bytes = new Lazy<byte[]>(() => File.ReadAllBytes(Image));

    /// <summary>The raw Image.</summary>
    public string Image { get; } = Repository.PathOf("out", "Image");

    /// <summary>The same with symbols.</summary>
    public string Elf { get; } = Repository.PathOf("out", "baremetal.elf");

    /// <summary>What is in the raw Image.</summary>
    public byte[] Bytes => _bytes.Value;

    /// <summary>Its SHA-256, as the Image itself reports it.</summary>
    public string Hash => HashOf(Bytes);

    /// <summary>SHA-256 of a whole Image.</summary>
    public static string HashOf(byte[] image) => Convert.ToHexStringLower(SHA256.HashData(image));

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => new(s_build.Value);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task BuildAsync() =>
        (await Command.RunAsync(Repository.Root, "make", ["--no-print-directory", "image"])).Required("make image");
}
