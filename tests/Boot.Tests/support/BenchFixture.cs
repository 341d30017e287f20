using System;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The Image with the program of tests/bench/guest, for IClassFixture: out/bench/Image, brought up to date once for all classes.</summary>
public sealed class BenchFixture : IAsyncLifetime
{
    private static readonly Lazy<Task> s_build = new(BuildAsync);

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => new(s_build.Value);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task BuildAsync()
    {
        // Both builds make the patcher and the host tool: one after the other.
        await new GuestFixture().InitializeAsync();
        CommandResult result = await Command.BuildAsync(Repository.Root, "tests/bench/guest/BenchGuest.csproj");
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"tests/bench/guest doesn't build:\n{result.Output}");
        }
    }
}
