using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary><c>make show</c>, on the Image itself: what a site of C# is called, where it stands, and what became of it.</summary>
[Trait("Area", "The build")]
public sealed class ShowTests : IClassFixture<ImageFixture>
{
    [Theory]
    [InlineData("max", "", "HAS_CRC32: patched", "52800020  mov w0, #0x1")]
    [InlineData("max", "id_aa64isar0.crc32=0", "ALWAYS_BOOT: patched", "52800000  mov w0, #0x0")]
    public async Task A_capability_test_is_a_call_before_and_one_move_after(string cpu, string arguments, string entry, string after)
    {
        string[] lines = await ShowAsync(cpu, arguments);
        int heading = Array.FindIndex(lines, line => line.Contains("  Program.Main+0x", StringComparison.Ordinal));

        int line =
            1 + File.ReadLines(Repository.PathOf("boot", "Program.cs"))
                .TakeWhile(text => !text.Contains("HasCrc32", StringComparison.Ordinal)).Count();
        Assert.Matches($@"^ *\d+  Program\.Main\+0x[0-9a-f]+  boot/Program\.cs\({line}\)  {entry}$", lines[heading]);
        Assert.Matches($@"^ +[0-9a-f]{{16}}  97[0-9a-f]{{6}}  bl alt_BareMetal_Boot_Sites_BootSites_get_HasCrc32\+0x0 \| {after}$",
            lines[heading + 1]);
    }

    private static async Task<string[]> ShowAsync(string cpu, string arguments)
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json(cpu, arguments: arguments));
        string report = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(report, log.Serial);
            (int code, string[] lines) = await HostTool.RunAsync("show", Repository.PathOf("out", "baremetal.elf"), "--report", report);
            Assert.Equal(0, code);
            return lines;
        }
        finally
        {
            File.Delete(report);
        }
    }
}
