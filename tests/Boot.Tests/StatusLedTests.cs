using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The verdict without a serial cable: the ACT LED of a Raspberry Pi 4, GPIO 42, as QEMU's registers have it.</summary>
[Trait("Area", "Machines")]
public sealed class StatusLedTests : IClassFixture<GuestFixture>
{
    private const ulong PinLevel1 = 0xfe20_0038;
    private const int Led = 42 - 32;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task Blinks_without_a_pause_where_the_boot_passes()
    {
        List<int> flashes = await CountAsync("alt.report=quiet", TimeSpan.FromSeconds(6));

        Assert.True(Assert.Single(flashes) >= 4, $"flashes: {string.Join(' ', flashes)}");
    }

    [Fact]
    public async Task Flashes_the_number_of_the_verdict_between_pauses()
    {
        List<int> flashes = await CountAsync("alt.report=quiet test=stack-overflow", TimeSpan.FromSeconds(16));

        // The first and the last group may be cut.
        Assert.True(flashes.Count >= 3, $"flashes: {string.Join(' ', flashes)}");
        Assert.All(flashes[1..^1], count => Assert.Equal(5, count));
    }

    /// <summary>A wait isn't a division by the frequency that firmware forgot: the flashes take about half a second each.</summary>
    [Fact]
    public async Task Blinks_where_the_frequency_of_the_counter_is_unknown()
    {
        const ulong Entry = 0x40_0000;
        const ulong BootData = 0x10_0000;

        // Core, memory, boot arguments "maxcpus=1": the others wait in the loader, and the boot would wait for them.
        uint[] tags = [2, 0x5441_0001, 4, 0x5441_0002, 0x3c00_0000, 0, 5, 0x5441_0009, 0x6378_616d, 0x3d73_7570, 0x31, 0, 0];
        using GuestProgram loader = new("enter.S", $"X0={BootData}", $"ENTRY={Entry}", "CNTFRQ=0");
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, MemoryMarshal.AsBytes(tags.AsSpan()).ToArray(), TestContext.Current.CancellationToken);
            List<int> flashes = await CountAsync(
                new BootCase
                {
                    Machine = "raspi4b",
                    ExceptionLevel = 3,
                    Image = loader.Image,
                    QemuArguments =
                    [
                        "-device", $"loader,file={GuestFixture.Image},addr={Entry},force-raw=on",
                        "-device", $"loader,file={path},addr={BootData},force-raw=on",
                    ],
                },
                TimeSpan.FromSeconds(6));

            Assert.InRange(Assert.Single(flashes), 4, 20);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Task<List<int>> CountAsync(string arguments, TimeSpan watched) =>
        CountAsync(new BootCase { Machine = "raspi4b", Image = GuestFixture.Image, Append = arguments }, watched);

    // How often the LED went on in each group between pauses.
    private static async Task<List<int>> CountAsync(BootCase bootCase, TimeSpan watched) =>
        (await WatchedBoot.RunAsync(bootCase, qmp => WatchAsync(qmp, watched))).Seen;

    private static async Task<List<int>> WatchAsync(QmpSession qmp, TimeSpan watched)
    {
        List<int> groups = [];
        bool lit = false;
        Stopwatch sinceFlash = Stopwatch.StartNew();
        for (Stopwatch time = Stopwatch.StartNew(); time.Elapsed < watched; await Task.Delay(20))
        {
            bool now = ((await qmp.ReadWordAsync(PinLevel1) >> Led) & 1) != 0;
            if (now && !lit)
            {
                if (groups.Count == 0 || sinceFlash.Elapsed > s_pause)
                {
                    groups.Add(0);
                }

                groups[^1]++;
                sinceFlash.Restart();
            }

            lit = now;
        }

        return groups;
    }
}
