using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The plan's memory: as large as the table needs, or there is no Image.</summary>
public sealed class ArenaTests : IClassFixture<ImageFixture>
{
    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(-1, 0, "the plan's memory is too small for the table: make link.rsp anew")]
    [InlineData(0, -1000, "the plan's memory is too small for the words of the sites: make link.rsp anew")]
    public async Task Numbers_of_another_table_do_not_link(int moreEntries, int moreWords, string? error)
    {
        ImageFile image = ImageFile.Built;
        string work = Repository.PathOf("out", "obj", "BareMetal", "image");
        int words = Math.Max(image.Table.Sum(entry => entry.OriginalLength / sizeof(uint)) + moreWords, 0);
        string[] objects = [.. Directory.EnumerateFiles(work, "*.o").Where(file => Path.GetFileName(file) != "compiled.o")];

        CommandResult result = await Command.RunAsync(
            work,
            "ld.lld-19",
            [
                "-m", "aarch64elf", "-static", "--no-relax", "--gc-sections", "-T", Repository.PathOf("linker-scripts", "image.ld"), .. objects,
                "--defsym=__alt_link_pass=2",
                $"--defsym=__alt_arena_entries={image.Table.Count + moreEntries}",
                $"--defsym=__alt_arena_words={words}",
                "-o", "/dev/null",
            ]);

        Assert.Equal(error is null, result.Succeeded);
        Assert.Contains(error ?? "", result.Output, StringComparison.Ordinal);
    }
}
