using System;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>What goes wrong on another core than the boot core ends the boot as on that, by tests/guest/CoreFaults.cs.</summary>
[Trait("Area", "Several cores")]
public sealed class CoreFaultTests : IClassFixture<GuestFixture>
{
    private const ulong CoreWindow = 0xffff_e000_0000_0000;
    private const ulong CoreStride = 0x2_0000;

    [Trait("Rule", "each core ends its walks of the identity map")]
    [Trait("Rule", "each core has its own guard page and its own callers")]
    [Theory]
    [InlineData("store-text", "FAIL exception (3)", "synchronous exception: data abort, permission fault on write")]
    [InlineData("read-identity-map", "FAIL exception (3)", "synchronous exception: data abort, translation fault")]
    [InlineData("undefined-instruction", "FAIL exception (3)", "synchronous exception: undefined instruction")]
    [InlineData("divide-by-zero", "FAIL divide-by-zero (8)", "panic: division by zero at ")]
    [InlineData("fail-fast", "FAIL fail-fast (11)", "panic: the program gave up")]
    public async Task A_report_names_the_core_and_its_callers(string test, string verdict, string words)
    {
        BootLog log = await BootAsync(2, test);

        BootAssert.Failed(log, verdict);
        BootAssert.Logged(log, words);
        BootAssert.Logged(log, "  on CPU2");
        BootAssert.True(CallersOf(log).Last().Contains(" StartedCore.Join+", StringComparison.Ordinal),
            "the last caller isn't where the core began", log);
    }

    // What it was called by is lost with the stack.
    [Fact]
    public async Task A_smashed_stack_is_noticed()
    {
        BootLog log = await BootAsync(2, "stack-smash");

        BootAssert.Failed(log, "FAIL stack-smashed (13)");
        BootAssert.Logged(log, "  on CPU2");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_stack_overflow_ends_at_the_guard_page_of_that_core(int core)
    {
        BootLog log = await BootAsync(core, "stack-overflow");

        BootAssert.Failed(log, "FAIL stack-overflow (5)");
        BootAssert.Logged(log, $"  on CPU{core}");
        string far = log.Lines.First(line => line.Contains("  FAR ", StringComparison.Ordinal)).Split("FAR ")[1].Split(' ')[0];
        Assert.InRange(Convert.ToUInt64(far, 16), CoreWindow + ((ulong)core * CoreStride), CoreWindow + ((ulong)core * CoreStride) + 0xfff);
    }

    // The nested report begins at the top of that core's own stack for exceptions.
    [Fact]
    public async Task A_fault_in_the_report_of_a_core_is_named()
    {
        BootLog log = await BootAsync(3, "fault-in-report");

        BootAssert.Failed(log, "FAIL nested-exception (4)");
        BootAssert.Logged(log, "exception inside the exception report: ESR 0x96000007");
    }

    private static string[] CallersOf(BootLog log) => [.. log.Lines.Where(line => line.Contains("called from", StringComparison.Ordinal))];

    private static Task<BootLog> BootAsync(int core, string test) =>
        SharedBoots.LogAsync(new BootCase { Image = GuestFixture.Image, CpuCount = 4, Append = $"core={core} test={test}" });
}
