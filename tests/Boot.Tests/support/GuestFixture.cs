using System;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// The Image with the program of tests/guest, for IClassFixture: out/guest/Image, brought up to date once for all classes.
/// </summary>
public sealed class GuestFixture : IAsyncLifetime
{
    private static readonly Lazy<Task> s_build = new(() => GuestBuild.RunAsync("tests/guest/Guest.csproj"));

    /// <summary>The raw Image.</summary>
    public static string Image { get; } = Repository.PathOf("out", "guest", "Image");

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => new(s_build.Value);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
