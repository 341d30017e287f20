using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A build with EARLYCON= shows how far a boot got, before there is a console.</summary>
[Collection(nameof(Builds))]
public sealed class EarlyConsoleTests(Builds builds)
{
    [Fact]
    public async Task A_character_per_stage_comes_before_the_log()
    {
        ImageFile image = await builds.Tree.MakeImageAsync("0x9000000");

        BootLog log = await QemuRun.StartAsync(new BootCase { Image = image.Path }, TestContext.Current.CancellationToken);

        BootAssert.Passed(log);
        string stages = string.Concat(log.Lines.TakeWhile(line => !line.StartsWith('[')));
        BootAssert.True(stages == "ABCDEFG", $"stages '{stages}' before the log, expected ABCDEFG", log);
    }
}
