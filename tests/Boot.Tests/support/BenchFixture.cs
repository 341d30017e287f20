using System;
using System.Threading.Tasks;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// The Image with the program of tests/bench/guest, for IClassFixture: out/bench/Image, brought up to date once for all classes.
/// </summary>
public sealed class BenchFixture : IAsyncLifetime
{
    private static readonly Lazy<Task> s_build = new(() => GuestBuild.RunAsync("tests/bench/guest/BenchGuest.csproj"));

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => new(s_build.Value);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
