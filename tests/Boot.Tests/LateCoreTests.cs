using System;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Cores that a program starts when all is patched: tests/guest/LateCores.cs.</summary>
[Trait("Area", "Several cores")]
public sealed class LateCoreTests : IClassFixture<GuestFixture>
{
    [Theory]
    [InlineData("max", 1, 4)]
    [InlineData("cortex-a53", 2, 4)]
    [InlineData("max", 3, 4)] // all entered together, and wait in the Image
    public async Task They_join_where_they_are_like_the_others(string cpu, int exceptionLevel, int cpuCount)
    {
        BootLog log =
            await SharedBoots.LogAsync(Case("maxcpus=2") with { Cpu = cpu, ExceptionLevel = exceptionLevel, CpuCount = cpuCount });

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

    [Trait("Rule", "a late core joins only without a conflict; a second attempt costs no memory")]
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

    // The second attempt fails as the first, and costs no memory.
    [Fact]
    public async Task One_that_firmware_does_not_know_is_named_each_time()
    {
        byte[] tree = await DeviceTreeSource.CompileAsync(
            """cpus { cpu@7 { device_type = "cpu"; reg = <7>; enable-method = "psci"; }; }; chosen { bootargs = "test=late-cores"; };""");
        using BootLoader loader = new(GuestFixture.Image, tree);

        BootLog log = await SharedBoots.LogAsync(loader.Case);

        string text = "CPU1: left out: MPIDR 0x0000000007: PSCI CPU_ON: INVALID_PARAMETERS (-2)";
        BootAssert.True(log.Lines.Count(line => line.Contains(text, StringComparison.Ordinal)) == 2, "not named twice", log);
    }

    private static BootCase Case(string arguments) => new() { Image = GuestFixture.Image, Append = $"test=late-cores {arguments}" };
}
