using System;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Firmware sets CNTFRQ_EL0, at EL3; what it left there may be nothing, or nonsense.</summary>
[Trait("Area", "Machines")]
public sealed class CounterTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    private const ulong Entry = 0x4040_0000;
    private const uint Nop = 0xd503_201f;

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

    /// <summary>One that one instruction loads is in every call of it.</summary>
    [Theory]
    [InlineData(62_500_000, EntryAction.Kept, new uint[] { 0xd295_9400, 0xf2a0_7720 })] // mov x0, #0xaca0; movk x0, #0x3b9, lsl #16
    [InlineData(65_536_000, EntryAction.Patched, new uint[] { 0xd2a0_7d00 })] // mov x0, #0x3e80000
    public async Task The_frequency_is_a_constant_of_the_boot(uint frequency, EntryAction calls, uint[] moves)
    {
        EntryLine[] entries = Frequency(await BootAsync(frequency));

        EntryLine outOfLine = entries.Single(entry => entry.New.Count != 1);
        Assert.Equal([.. moves, .. Enumerable.Repeat(Nop, 4 - moves.Length)], outOfLine.New);
        Assert.NotEmpty(entries.Except([outOfLine]));
        Assert.All(entries.Except([outOfLine]),
            call => Assert.Equal((calls, calls == EntryAction.Kept ? call.Old[0] : moves[0]), (call.Action, call.New[0])));
    }

    [Theory]
    [InlineData("cortex-a53", 0xd295_9400, 0xf2a0_7720)] // 62.5 MHz
    [InlineData("max", 0xd299_4000, 0xf2a7_7340)] // 1 GHz
    public async Task Machines_have_the_frequency_that_is_theirs(string cpu, uint low, uint high)
    {
        EntryLine outOfLine = Frequency(await SharedBoots.LogAsync(SharedBoots.Json(cpu))).Single(entry => entry.New.Count != 1);

        Assert.Equal([low, high, Nop, Nop], outOfLine.New);
    }

    private static EntryLine[] Frequency(BootLog log)
    {
        BootAssert.Passed(log);
        return [.. log.Report.Entries.Where(entry => entry.Callback == "bm_cb_counter_frequency")];
    }

    private async Task<BootLog> BootAsync(uint frequency)
    {
        using GuestProgram loader = new("enter.S", "X0=0", $"ENTRY={Entry}", $"CNTFRQ={frequency}");
        return await QemuRun.StartAsync(
            new BootCase
            {
                ExceptionLevel = 3,
                Append = "alt.report=json",
                Image = loader.Image,
                QemuArguments = ["-device", $"loader,file={image.Image},addr={Entry},force-raw=on"],
            },
            TestContext.Current.CancellationToken);
    }
}
