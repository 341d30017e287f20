using System;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>How a boot stops its machine.</summary>
[Trait("Area", "Machines")]
public sealed class PowerOffTests : IClassFixture<GuestFixture>
{
    private const string UnknownHlt = "baremetal.exit=semihosting: nothing handles the HLT";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Ends_by_PSCI_without_a_boot_argument(int exceptionLevel)
    {
        BootLog log = await SharedBoots.LogAsync(new BootCase { ExceptionLevel = exceptionLevel, Exit = GuestExit.Psci });

        BootAssert.Passed(log);
        BootAssert.NotLogged(log, "semihosting");
    }

    [Fact]
    public async Task A_semihosting_call_that_nobody_takes_costs_one_line()
    {
        BootLog log = await SharedBoots.LogAsync(new BootCase { Semihosting = false });

        BootAssert.Passed(log);
        string[] end = [.. log.Lines.SkipWhile(line => SerialVerdict.Parse(line) is null).Where(line => line.Length > 0)];
        BootAssert.True(end.Length == 2 && end[1].Contains(UnknownHlt, StringComparison.Ordinal), "not one line after the verdict", log);
        BootAssert.NotLogged(log, "ESR");
    }

    [Fact]
    public async Task An_undefined_instruction_elsewhere_is_not_taken_for_the_semihosting_call()
    {
        BootCase bootCase = new() { Image = GuestFixture.Image, Append = "test=undefined-instruction", Semihosting = false };

        BootLog log = await SharedBoots.LogAsync(bootCase);

        BootAssert.Failed(log, "FAIL exception (3)");
        BootAssert.Logged(log, "undefined instruction (ESR 0x02000000)");
    }
}
