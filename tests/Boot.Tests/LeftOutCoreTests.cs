using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A core that can't be started is named with what to do about it, and the boot goes on with the others.</summary>
[Trait("Area", "Several cores")]
public sealed class LeftOutCoreTests : IClassFixture<ImageFixture>
{
    private const uint CpuOn = 0xc400_0003;

    // Four cores; the tests change one or take all for something else.
    private const string Nodes =
        """
        cpus {
            one: cpu@1 { device_type = "cpu"; reg = <1>; enable-method = "psci"; };
            two: cpu@2 { device_type = "cpu"; reg = <2>; enable-method = "psci"; };
            three: cpu@3 { device_type = "cpu"; reg = <3>; enable-method = "psci"; };
        };
        """;

    [Trait("Rule", "each error of PSCI by its name; the function of PSCI 0.1")]
    [Theory]
    [InlineData(-1, "NOT_SUPPORTED (-1): this firmware starts no CPUs")]
    [InlineData(-2, "INVALID_PARAMETERS (-2): firmware knows no such CPU")]
    [InlineData(-3, "DENIED (-3): firmware or a hypervisor keeps it")]
    [InlineData(-4, "ALREADY_ON (-4): something else runs on it")]
    [InlineData(-5, "ON_PENDING (-5): something else is starting it")]
    [InlineData(-6, "INTERNAL_FAILURE (-6): firmware couldn't turn it on")]
    [InlineData(-7, "NOT_PRESENT (-7): this machine lacks it")]
    [InlineData(-8, "DISABLED (-8): firmware has it disabled")]
    [InlineData(-9, "INVALID_ADDRESS (-9): firmware refuses the Image's address")]
    [InlineData(-10, "an error that PSCI doesn't define")]
    [InlineData(1, "an error that PSCI doesn't define")]
    public async Task Every_error_of_PSCI_is_named(int result, string text)
    {
        BootLog log = await BootByFirmwareAsync(CpuOn, result, "");

        LeftOut(log, 1, $"PSCI CPU_ON: {text}");
        LeftOut(log, 2, $"PSCI CPU_ON: {text}");
        BroughtUp(log, 1);
    }

    [Fact]
    public async Task PSCI_0_1_has_its_function_in_the_device_tree()
    {
        const uint Function = 0x95c1_ba60;
        string psci = $"&{{/psci}} {{ compatible = \"arm,psci\"; cpu_on = <{Function}>; }};";

        LeftOut(await BootByFirmwareAsync(Function, -3, psci), 1, "PSCI CPU_ON: DENIED (-3)");
        BroughtUp(await BootAsync(psci), 4);
    }

    [Fact]
    public async Task PSCI_0_1_without_a_function_is_named()
    {
        BootLog log = await BootAsync("&{/psci} { compatible = \"arm,psci\"; /delete-property/ cpu_on; };");

        LeftOut(log, 1, "its enable-method is psci, but no psci node has a method, hvc or smc, and a way to CPU_ON");
        BroughtUp(log, 1);
    }

    [Fact]
    public async Task A_core_that_the_machine_lacks_is_named()
    {
        BootLog log = await BootAsync("&three { reg = <0x7>; };");

        LeftOut(log, 3, "MPIDR 0x0000000007: PSCI CPU_ON: INVALID_PARAMETERS (-2): firmware knows no such CPU");
        BroughtUp(log, 3);
    }

    [Trait("Rule", "a core is known by all its affinity fields; a reg has no other bits")]
    [Trait("Rule", "nodes that are disabled, or twice there; a tree without the boot core")]
    [Theory]
    [InlineData("&two { status = \"disabled\"; };", "the device tree has it disabled (status)")]
    [InlineData("&two { status = \"fail\"; };", "the device tree has it disabled (status)")]
    [InlineData("&two { reg = <1>; };", "two CPU nodes have this reg")]
    [InlineData("&two { reg = <0>; };", "two CPU nodes have this reg")]
    [InlineData("&two { reg = <0x80000002>; };", "its node's reg is missing or no MPIDR")]
    [InlineData("&two { /delete-property/ reg; };", "its node's reg is missing or no MPIDR")]
    [InlineData("&two { /delete-property/ enable-method; };", "its node has no enable-method")]
    [InlineData("&two { enable-method = \"acme,knock\"; };", "its node's enable-method is neither psci nor spin-table")]
    [InlineData("&two { enable-method = \"spin-table\"; };", "its node's cpu-release-addr is missing, misaligned or above 2^45")]
    [InlineData("&two { enable-method = \"spin-table\"; cpu-release-addr = <0 0x44000004>; };",
        "its node's cpu-release-addr is missing, misaligned or above 2^45")]
    [InlineData("&two { enable-method = \"spin-table\"; cpu-release-addr = <0x10000 0x0>; };",
        "its node's cpu-release-addr is missing, misaligned or above 2^45")]
    // no core polls that
    [InlineData("&two { enable-method = \"spin-table\"; cpu-release-addr = <0 0x44000008>; };", "it didn't come within 5 s")]
    public async Task A_node_that_starts_no_core_is_named_and_the_others_come(string change, string text)
    {
        BootLog log = await BootAsync(change);

        LeftOut(log, 2, text);
        BootAssert.Logged(log, "CPU1: Booted secondary processor 0x0000000001");
        BootAssert.Logged(log, "CPU3: Booted secondary processor 0x0000000003");
        BroughtUp(log, 3);
    }

    // One after the other would be 15 seconds.
    [Trait("Rule", "one bound for all that don't come")]
    [Fact]
    public async Task Cores_that_do_not_come_are_waited_for_together()
    {
        string lost = "enable-method = \"spin-table\"; cpu-release-addr = <0 0x44000008>;";

        BootLog log = await BootAsync($"&one {{ {lost} }}; &two {{ {lost} }}; &three {{ {lost} }};");

        LeftOut(log, 3, "it didn't come within 5 s");
        BroughtUp(log, 1);
        double start = TimeOf(log, "smp: Bringing up");
        Assert.InRange(TimeOf(log, "applying system-wide") - start, 5, 14);
    }

    [Trait("Rule", "nodes that are disabled, or twice there; a tree without the boot core")]
    [Fact]
    public async Task In_a_tree_without_the_boot_core_no_other_is_believed()
    {
        BootLog log = await BootAsync("&{/cpus/cpu@0} { reg = <9>; };");

        LeftOut(log, 1, "the boot CPU isn't in the device tree");
        BroughtUp(log, 1);
    }

    [Fact]
    public async Task Numbers_of_cores_may_have_two_cells()
    {
        byte[] tree = await DeviceTreeSource.CompileAsync(outside:
            """
            &{/cpus} { #address-cells = <2>; };
            &{/cpus/cpu@0} { reg = <0 0>; };
            / { cpus { cpu@1 { device_type = "cpu"; reg = <0 1>; enable-method = "psci"; }; }; };
            """);
        using BootLoader loader = new(ImageFile.Built.Path, tree);

        BroughtUp(await SharedBoots.LogAsync(loader.Case with { CpuCount = 2 }), 2);
    }

    [Fact]
    public async Task More_cores_than_there_is_room_for_are_counted()
    {
        string nodes =
            string.Concat(
                Enumerable.Range(0, 600)
                    .Select(core => $"cpu@{core + 0x100:x} {{ device_type = \"cpu\"; reg = <{core + 0x100}>; status = \"disabled\"; }}; "));
        byte[] tree = await DeviceTreeSource.CompileAsync($"cpus {{ {nodes} }};");
        using BootLoader loader = new(ImageFile.Built.Path, tree);

        BootLog log = await SharedBoots.LogAsync(loader.Case);

        BootAssert.Logged(log, "smp: 89 CPUs left out: no more than 512 are started; the first of them has MPIDR 0x00000002ff");
        LeftOut(log, 511, "MPIDR 0x00000002fe: the device tree has it disabled");
        BroughtUp(log, 1);
    }

    private static async Task<BootLog> BootAsync(string changes)
    {
        using BootLoader loader = new(ImageFile.Built.Path, await DeviceTreeSource.CompileAsync(outside: $"/ {{ {Nodes} }};\n{changes}"));
        return await SharedBoots.LogAsync(loader.Case with { CpuCount = 4 });
    }

    // QEMU's own firmware has the cores that the machine has: ours answers in its place.
    private static async Task<BootLog> BootByFirmwareAsync(uint function, int result, string changes)
    {
        byte[] tree = await DeviceTreeSource.CompileAsync(outside: $"/ {{ {Nodes} }};\n{changes}");
        using BootLoader loader = new(ImageFile.Built.Path, tree, firmware: ["psci.S", $"CPU_ON={function}", $"RESULT={result}"]);
        return await SharedBoots.LogAsync(loader.Case with { Cpu = "cortex-a53", CpuCount = 4, ExceptionLevel = 2 });
    }

    private static void LeftOut(BootLog log, int core, string text)
    {
        string start = $"] CPU{core}: left out: MPIDR 0x";
        BootAssert.True(
            log.Lines.Any(line => line.Contains(start, StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal)),
            $"no line {start} ... {text}",
            log);
    }

    private static void BroughtUp(BootLog log, int count)
    {
        BootAssert.Passed(log);
        BootAssert.Logged(log, $"] smp: Brought up {count} CPU{(count == 1 ? "" : "s")}");
    }

    private static double TimeOf(BootLog log, string text)
    {
        string line = log.Lines.First(line => line.Contains(text, StringComparison.Ordinal));
        return double.Parse(line[1..line.IndexOf(']', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }
}
