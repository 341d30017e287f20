using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The verdict without a serial cable: the ACT LED of a Raspberry Pi 4, GPIO 42, as QEMU's registers have it.</summary>
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

    // How often the LED went on in each group between pauses.
    private static async Task<List<int>> CountAsync(string arguments, TimeSpan watched)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("led-");
        string socket = Path.Combine(folder.FullName, "qmp");
        try
        {
            Task<BootLog> boot = QemuRun.StartAsync(new BootCase
            {
                Machine = "raspi4b",
                Image = GuestFixture.Image,
                Exit = GuestExit.Psci,
                Append = arguments,
                QemuArguments = ["-qmp", $"unix:{socket},server=on,wait=off"],
            });
            using QmpSession qmp = await QmpSession.ConnectAsync(socket, boot);
            List<int> groups = await WatchAsync(qmp, watched);
            await qmp.QuitAsync();
            await boot;
            return groups;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

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
