using System;
using System.Diagnostics;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The Image under test, for IClassFixture: built by make where it is missing or older than its sources, once for all classes.</summary>
public sealed class ImageFixture : IAsyncLifetime
{
    private static readonly Lazy<Task> s_build = new(BuildAsync);

    /// <summary>The raw Image.</summary>
    public string Image { get; } = Repository.PathOf("out", "Image");

    /// <summary>The same with symbols.</summary>
    public string Elf { get; } = Repository.PathOf("out", "baremetal.elf");

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => new(s_build.Value);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task BuildAsync()
    {
        ProcessStartInfo make = new("make", ["--no-print-directory", "-C", Repository.Root, "image"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(make) ?? throw new InvalidOperationException("make did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"make image failed:\n{output}{await errors}");
        }
    }
}
