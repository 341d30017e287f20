using System;
using System.IO;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A program of one's own on a card and under the debugger. In a copy of the sources, as cards lie in out/.</summary>
[Trait("Area", "Programs")]
[Collection(nameof(Builds))]
[Proof("builds")]
public sealed class AppMediaTests(Builds builds, Programs programs)
{
    [Fact]
    public async Task A_card_and_a_debugger_take_the_program()
    {
        AppFolder app = await AppFolder.NewAsync(programs.Folder, "on-card", root: builds.Tree.Folder);
        await app.BuildAsync();

        CommandResult card = await app.MakeAsync("sdcard");
        CommandResult debugger =
            await Command.RunAsync(builds.Tree.Folder, builds.Tree.PathOf("qemu", "debug"), ["--batch", $"IMAGE={app.Image}"]);

        Assert.True(card.Succeeded, card.Text);
        Assert.Equal(File.ReadAllBytes(app.Image), File.ReadAllBytes(builds.Tree.PathOf("out", "sdcard-rpi4", "kernel8.img")));
        Assert.True(debugger.Succeeded, debugger.Text);
        Assert.Contains("halted at entry", debugger.Text, StringComparison.Ordinal);
    }
}
