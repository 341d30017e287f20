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

    [Fact]
    public async Task One_that_lacks_what_is_patched_is_parked_by_name_and_the_others_join()
    {
        BootLog log = await SharedBoots.LogAsync(Case("maxcpus=1 cpu2.id_aa64isar0.atomic=0") with { CpuCount = 4 });

        BootAssert.Failed(log, "FAIL program (30)");
        BootAssert.Logged(log, "CPU2: Detected conflict for capability HAS_LSE_ATOMICS, System: 1, CPU: 0");
        BootAssert.Logged(log, "CPU2: left out: MPIDR 0x0000000002: parked: it conflicts with what is decided for all CPUs, as said above");
        BootAssert.Logged(log, "late: CPU1 is online");
        BootAssert.Logged(log, "late: CPU2 is not online");
        BootAssert.Logged(log, "late: CPU3 is online");
    }

    // The system pass has not decided yet: what CPU2 lacks, none is patched for.
    [Fact]
    public async Task One_that_came_in_time_counts_instead()
    {
        BootLog log = await SharedBoots.LogAsync(Case("cpu2.id_aa64isar0.atomic=0") with { CpuCount = 4 });

        BootAssert.Passed(log);
        BootAssert.Logged(log, "smp: Brought up 4 CPUs");
        BootAssert.NotLogged(log, "detected: LSE atomic instructions");
    }

    [Fact]
    public async Task One_that_lacks_what_the_boot_pass_has_decided_on_is_parked_by_name()
    {
        BootLog log = await SharedBoots.LogAsync(Case("cpu2.id_aa64isar1.apa=0 cpu2.id_aa64isar1.api=0") with { CpuCount = 4 });

        BootAssert.Logged(log, "CPU2: Detected conflict for capability HAS_ADDRESS_AUTH, System: 1, CPU: 0");
        BootAssert.Logged(log, "CPU2: left out: MPIDR 0x0000000002: parked: it conflicts with what is decided for all CPUs, as said above");
        BootAssert.Logged(log, "smp: Brought up 3 CPUs");
        BootAssert.Logged(log, "late: CPU2 is not online");
    }

    private static BootCase Case(string arguments) => new() { Image = GuestFixture.Image, Append = $"test=late-cores {arguments}" };
}
