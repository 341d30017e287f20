using System;
using System.Threading.Tasks;
using BareMetal.Boot.Tests;
using BareMetal.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(Programs))]

namespace BareMetal.Boot.Tests;

/// <summary>Users' programs: a folder for those of all tests, and tests/app, which several classes boot, built once.</summary>
public sealed class Programs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<AppFolder>> _tested;

    /// <summary>Builds nothing yet.</summary>
    public Programs() => _tested = new Lazy<Task<AppFolder>>(BuildAsync);

    internal TemporaryFolder Folder => _folder;

    /// <summary>tests/app, with its Image.</summary>
    internal Task<AppFolder> TestedAsync() => _tested.Value;

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private async Task<AppFolder> BuildAsync()
    {
        AppFolder app = await AppFolder.OfTestsAsync(_folder, "test-program");
        await app.BuildAsync();
        return app;
    }
}
