using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>What make says before it does anything.</summary>
[Trait("Area", "The build")]
public sealed class MakeTests
{
    [Theory]
    [InlineData("gcc", "TOOLCHAIN=gcc: ilc or bflat")]
    [InlineData("bflat", "TOOLCHAIN=bflat, but bflat is not on PATH: get it from https://flattened.net")]
    public async Task A_toolchain_that_is_not_there_is_named(string toolchain, string message)
    {
        Assert.SkipWhen(toolchain == "bflat" && OnPath("bflat"), "bflat is installed here");

        (int exitCode, string errors) = await DryRunAsync("image", $"TOOLCHAIN={toolchain}");

        Assert.NotEqual(0, exitCode);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Errors)> DryRunAsync(params string[] arguments)
    {
        CommandResult result = await Command.RunAsync(Repository.Root, "make", ["-n", .. arguments]);
        return (result.ExitCode, result.Errors);
    }

    private static bool OnPath(string command)
    {
        return Array.Exists(Environment.GetEnvironmentVariable("PATH")!.Split(':'), folder => File.Exists(Path.Combine(folder, command)));
    }
}
