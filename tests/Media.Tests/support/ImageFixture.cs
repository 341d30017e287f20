using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Media.Tests;

/// <summary>The Image that is put on media, for IClassFixture: built by make where it is missing or older than its sources, once.</summary>
public sealed class ImageFixture : IAsyncLifetime
{
    private static readonly Lazy<Task> s_build = new(BuildAsync);

    /// <summary>The raw Image.</summary>
    public string Image { get; } = Repository.PathOf("out", "Image");

    /// <summary>Its content.</summary>
    public byte[] Bytes => File.ReadAllBytes(Image);

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => new(s_build.Value);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task BuildAsync()
    {
        CommandResult make = await Command.RunAsync("make", ["--no-print-directory", "-C", Repository.Root, "image"]);
        if (make.ExitCode != 0)
        {
            throw new InvalidOperationException($"make image failed:\n{make.Output}{make.Errors}");
        }
    }
}
