using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Memory for the plan that doesn't fit the table is refused by the linker.</summary>
[Trait("Area", "Table and plan")]
public sealed class ArenaLinkTests : IClassFixture<ImageFixture>
{
    private static string Objects => Repository.PathOf("out", "obj", "BareMetal", "image");

    [Theory]
    [InlineData("", 0, "")]
    [InlineData("__alt_arena_entries", -1,
        "the plan's memory is too small for the table: make link.rsp again, by alt link-inputs, from the first link pass")]
    [InlineData("__alt_arena_words", -1000,
        "the plan's memory is too small for the words of the sites: make link.rsp again, by alt link-inputs, from the first link pass")]
    public async Task An_arena_that_is_too_small_is_a_link_error(string symbol, int change, string error)
    {
        string folder = Directory.CreateTempSubdirectory("arena-").FullName;
        try
        {
            IEnumerable<string> options = File.ReadLines(Path.Combine(Objects, "link.rsp")).Select(line => Changed(line, symbol, change));
            string[] arguments =
                ["-m", "aarch64elf", "-static", "--gc-sections", "-T", Repository.PathOf("linker-scripts", "image.ld"), .. options,
                    .. Inputs(), "-o", "image.elf"];

            CommandResult result = await Command.RunAsync(folder, "ld.lld-19", arguments);

            Assert.Equal(error.Length == 0, result.Succeeded);
            Assert.Contains(error, result.Text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Inputs() => Directory.GetFiles(Objects, "*.o").Where(file => Path.GetFileName(file) != "compiled.o");

    private static string Changed(string option, string symbol, int change)
    {
        string[] parts = option.Split('=');
        return parts.Length == 3 && parts[1] == symbol
            ? $"{parts[0]}={symbol}={Math.Max(int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) + change, 0)}"
            : option;
    }
}
