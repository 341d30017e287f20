using System;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Firmware sets CNTFRQ_EL0, at EL3; what it left there may be nothing, or nonsense.</summary>
public sealed class CounterTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    private const ulong Entry = 0x4040_0000;

    [Theory]
    [InlineData(0)]
    [InlineData(999_999)]
    [InlineData(1_000_000_001)]
    [InlineData(uint.MaxValue)]
    public async Task A_frequency_that_cannot_be_true_is_named_and_the_log_has_no_times(uint frequency)
    {
        BootLog log = await BootAsync(frequency);

        BootAssert.Passed(log);
        BootAssert.Logged(log, $"counter: CNTFRQ_EL0 is {frequency} Hz, not 1 MHz to 1 GHz: firmware must set it");
        Assert.DoesNotContain(log.Lines, line => line.StartsWith('['));
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(54_000_000)]
    [InlineData(1_000_000_000)]
    public async Task Any_other_is_taken(uint frequency)
    {
        BootLog log = await BootAsync(frequency);

        BootAssert.Passed(log);
        BootAssert.NotLogged(log, "CNTFRQ_EL0");
        Assert.Contains(log.Lines, line => line.StartsWith('[') && line.EndsWith("] PASS", StringComparison.Ordinal));
    }

    private async Task<BootLog> BootAsync(uint frequency)
    {
        using GuestProgram loader = new("enter.S", "X0=0", $"ENTRY={Entry}", $"CNTFRQ={frequency}");
        return await QemuRun.StartAsync(
            new BootCase
            {
                ExceptionLevel = 3,
                Image = loader.Image,
                QemuArguments = ["-device", $"loader,file={image.Image},addr={Entry},force-raw=on"],
            },
            TestContext.Current.CancellationToken);
    }
}
