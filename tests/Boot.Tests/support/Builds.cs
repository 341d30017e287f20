using System;
using System.Threading.Tasks;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Tests that build, one after the other: they share a copy of the sources, and each of them fills a core.</summary>
[CollectionDefinition(nameof(Builds))]
public sealed class Builds : ICollectionFixture<Builds>, IAsyncLifetime
{
    private SourceTree? _tree;

    internal SourceTree Tree => _tree ?? throw new InvalidOperationException("the sources aren't copied yet");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _tree = await SourceTree.CopyAsync("first");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _tree?.Dispose();
        return ValueTask.CompletedTask;
    }
}
