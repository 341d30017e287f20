using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Cores that a program starts when all is patched: tests/guest/LateCores.cs.</summary>
public sealed class LateCoreTests : IClassFixture<GuestFixture>
{
    [Theory]
    [InlineData("max", 1, 4)]
    [InlineData("cortex-a53", 2, 4)]
    [InlineData("max", 3, 4)] // all entered together, and wait in the Image
    public async Task They_join_where_they_are_like_the_others(string cpu, int exceptionLevel, int cpuCount)
    {
        BootLog log = await SharedBoots.LogAsync(Case("maxcpus=2") with { Cpu = cpu, ExceptionLevel = exceptionLevel, CpuCount = cpuCount });

        BootAssert.Passed(log);
        BootAssert.Logged(log, "smp: maxcpus=2: 2 CPUs stay off");
        BootAssert.Logged(log, "smp: Brought up 2 CPUs");
        for (int core = 1; core < cpuCount; core++)
        {
            BootAssert.Logged(log, $"CPU{core}: Booted secondary processor 0x");
            BootAssert.Logged(log, $"late: CPU{core} is online");
        }
    }

    [Theory]
    [InlineData("raspi4b")]
    [InlineData("raspi3b")]
    public async Task They_come_from_the_spin_table_of_a_Pi(string machine)
    {
        BootLog log = await SharedBoots.LogAsync(Case("maxcpus=1") with { Machine = machine });

        BootAssert.Passed(log);
        BootAssert.Logged(log, "smp: Brought up 1 CPU");
        BootAssert.Logged(log, "late: CPU3 is online");
    }

    private static BootCase Case(string arguments) => new() { Image = GuestFixture.Image, Append = $"test=late-cores {arguments}" };
}
