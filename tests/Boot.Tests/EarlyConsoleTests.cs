using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A build with EARLYCON= shows how far a boot got, before there is a console.</summary>
[Collection(nameof(Builds))]
[Trait("Area", "The build")]
[Proof("builds")]
public sealed class EarlyConsoleTests(Builds builds)
{
    [Theory]
    [InlineData("virt", "0x9000000")]
    [InlineData("raspi4b", "0xfe201000")] // PL011
    [InlineData("raspi4b", "0xfe215040")] // mini UART
    public async Task A_character_per_stage_comes_before_the_log(string machine, string uart)
    {
        ImageFile image = await builds.Tree.MakeImageAsync(uart);

        BootLog log =
            await QemuRun.StartAsync(new BootCase { Machine = machine, Image = image.Path }, TestContext.Current.CancellationToken);

        BootAssert.Passed(log);
        string stages = string.Concat(log.Lines.TakeWhile(line => !line.StartsWith('[')));
        BootAssert.True(stages == "ABCDEFG", $"stages '{stages}' before the log, expected ABCDEFG", log);
    }

    /// <summary>Where nothing is known of the machine, they are all that there is.</summary>
    [Fact]
    public async Task On_a_Pi_without_boot_data_it_shows_the_whole_way()
    {
        ImageFile image = await builds.Tree.MakeImageAsync("0xfe201000");

        (BootLog log, _) = await WatchedBoot.RunAsync(
            new BootCase { Machine = "raspi4b", ExceptionLevel = 3, Image = image.Path },
            qmp => LogInMemory.ReadAsync(qmp, 0x20_0000, image));

        string stages = string.Concat(log.Lines);
        BootAssert.True(stages == "ABCDEFgHIJKLZ", $"stages '{stages}', expected ABCDEFgHIJKLZ", log);
    }
}
