using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;

namespace BareMetal.Boot.Tests;

/// <summary>Builds of Images other than out/Image: one at a time, since all of them make the patcher and the host tool.</summary>
internal static class GuestBuild
{
    private static readonly SemaphoreSlim s_one = new(1);

    /// <param name="project">Path of the project, from the top folder.</param>
    public static async Task RunAsync(string project)
    {
        await new ImageFixture().InitializeAsync();
        await s_one.WaitAsync();
        try
        {
            CommandResult result = await Command.BuildAsync(Repository.Root, project);
            if (!result.Succeeded)
            {
                throw new InvalidOperationException($"{Path.GetDirectoryName(project)} doesn't build:\n{result.Text}");
            }
        }
        finally
        {
            s_one.Release();
        }
    }
}
