using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Every core is started, on every machine, or left alone where a boot argument says so.</summary>
[Trait("Area", "Several cores")]
public sealed class SecondaryCoreTests : IClassFixture<ImageFixture>
{
    public static MatrixTheoryData<string, int, int> Machines => new(["cortex-a53", "max"], [1, 2, 3], [2, 8]);

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task All_come_at_every_entry_level(string cpu, int exceptionLevel, int cpuCount)
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json(cpu, exceptionLevel) with { CpuCount = cpuCount });

        AllCame(log, cpuCount);
        BootAssert.Reported(log);
    }

    [Fact]
    public async Task One_core_is_brought_up_alone()
    {
        BootLog log = await SharedBoots.LogAsync(new BootCase());

        BootAssert.Passed(log);
        BootAssert.Logged(log, "] smp: Brought up 1 CPU");
        BootAssert.NotLogged(log, "Booted secondary processor");
    }

    [Trait("Rule", "a core is known by all its affinity fields; a reg has no other bits")]
    [Theory]
    [InlineData(4, 2)]
    [InlineData(20, 1)] // two clusters: 16 have affinities 0x0 to 0xf, the others from 0x100 on
    [InlineData(64, 2)]
    public async Task All_come_with_an_interrupt_controller_of_version_3(int cpuCount, int exceptionLevel)
    {
        BootLog log = await QemuRun.StartAsync(
            new BootCase
            {
                Cpu = "cortex-a72",
                ExceptionLevel = exceptionLevel,
                CpuCount = cpuCount,
                Memory = "512",
                QemuArguments = ["-M", "gic-version=3"]
            },
            TestContext.Current.CancellationToken);

        AllCame(log, cpuCount);
        Assert.Equal(
            Enumerable.Range(0, cpuCount).Select(core => $"0x{(core / 16 * 0x100) + (core % 16):x10}").Skip(1),
            log.Lines.Select(line => line.Split("secondary processor ")).Where(parts => parts.Length == 2)
                .Select(parts => parts[1].Split(' ')[0]));
    }

    [Trait("Rule", "a Pi's spin table without a tree; no other byte of page 0")]
    [Theory]
    [InlineData("raspi4b", null, "0x410fd083")]
    [InlineData("raspi3b", null, "0x410fd034")]
    [InlineData("raspi4b", "rpi4/bcm2711-rpi-4-b.dtb", "0x410fd083")]
    [InlineData("raspi3b", "rpi3/bcm2837-rpi-3-b.dtb", "0x410fd034")]
    public async Task All_come_from_the_spin_table_of_a_Pi(string machine, string? tree, string midr)
    {
        string? path = tree is null ? null : Repository.PathOf("out", "firmware", tree);
        Assert.SkipUnless(path is null || File.Exists(path), $"no {tree}: qemu/media/firmware {tree}");

        BootLog log = await SharedBoots.LogAsync(new BootCase { Machine = machine, DeviceTree = path });

        AllCame(log, 4);
        BootAssert.Logged(log, $"CPU3: Booted secondary processor 0x0000000003 [{midr}]");
    }

    // No core polls the words of the spin table there: the cores have entered the Image together.
    [Trait("Rule", "at EL3 cores are elected whatever x0 is, and no firmware is called")]
    [Fact]
    public async Task All_come_where_they_enter_a_Pi_at_EL3_at_once()
    {
        const ulong Tree = 0x800_0000;
        byte[] tree = await DeviceTreeSource.CompileWholeAsync(
            """
            #address-cells = <2>; #size-cells = <1>; model = "a Pi";
            memory@0 { device_type = "memory"; reg = <0 0 0x10000000>; };
            chosen { stdout-path = "/serial"; bootargs = "baremetal.exit=semihosting"; };
            serial { compatible = "arm,pl011"; reg = <0 0xfe201000 0x200>; };
            cpus {
                #address-cells = <1>; #size-cells = <0>;
                cpu@0 { device_type = "cpu"; reg = <0>; };
                cpu@1 { device_type = "cpu"; reg = <1>; enable-method = "spin-table"; cpu-release-addr = <0 0x1e0>; };
                cpu@2 { device_type = "cpu"; reg = <2>; enable-method = "psci"; };
                cpu@3 { device_type = "cpu"; reg = <3>; };
            };
            psci { compatible = "arm,psci-0.2"; method = "smc"; };
            """);
        using BootLoader loader = new(ImageFile.Built.Path, tree, Tree, address: 0x400_0000, Tree);

        BootLog log =
            await SharedBoots.LogAsync(loader.Case with { Machine = "raspi4b", ExceptionLevel = 3, Exit = GuestExit.Semihosting });

        BootAssert.Logged(log, "entered at EL3, loaded at 0x04000000");
        AllCame(log, 4);
    }

    [Trait("Rule", "maxcpus= counts the boot core")]
    [Theory]
    [InlineData("maxcpus=0", 1)]
    [InlineData("maxcpus=1", 1)]
    [InlineData("maxcpus=3", 3)]
    [InlineData("maxcpus=4", 4)]
    [InlineData("maxcpus=99999", 4)]
    public async Task No_more_come_than_a_boot_argument_allows(string argument, int cpuCount)
    {
        BootLog log = await SharedBoots.LogAsync(new BootCase { CpuCount = 4, Append = argument });

        AllCame(log, cpuCount);
        string off = $"smp: maxcpus={cpuCount}: {4 - cpuCount} {(cpuCount == 3 ? "CPU stays" : "CPUs stay")} off";
        BootAssert.True(log.Contains(off) == (cpuCount < 4), off, log);
    }

    [Theory]
    [InlineData("maxcpus=")]
    [InlineData("maxcpus")]
    [InlineData("maxcpus=two")]
    [InlineData("maxcpus=-1")]
    public async Task A_number_of_cores_that_is_none_is_named_and_ignored(string argument)
    {
        BootLog log = await SharedBoots.LogAsync(new BootCase { CpuCount = 2, Append = argument });

        AllCame(log, 2);
        BootAssert.Logged(log, $"boot argument ignored: {argument}: ");
    }

    [Fact]
    public async Task They_come_on_a_dry_run_too()
    {
        BootLog log = await SharedBoots.LogAsync(new BootCase { CpuCount = 4, Append = "alt.dry-run alt.selftest" });

        AllCame(log, 4);
        BootAssert.Logged(log, "alternatives: dry run: planned both passes without an error");
    }

    // They come when the boot pass is written, stand still while the system pass is, and go on after it.
    [Fact]
    public async Task They_come_between_the_passes()
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json("max") with { CpuCount = 8 });

        string[] order =
        [
            "alternatives: applying boot alternatives", "smp: Bringing up secondary CPUs ...", "CPU7: Booted secondary processor",
            "alternatives: applying system-wide alternatives", "smp: Brought up 8 CPUs", "after patching",
        ];
        IEnumerable<int> places = order.Select(text => log.Serial.IndexOf(text, StringComparison.Ordinal));
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain(-1, places);
    }

    [Trait("Rule", "where the system pass is refused, none goes on")]
    [Fact]
    public async Task They_stand_still_where_the_system_pass_is_refused_and_the_text_is_as_linked()
    {
        using DamagedImage image = new(ImageFile.Built);
        BootLog sound = await SharedBoots.LogAsync(SharedBoots.Json("max"));
        int entry = sound.Report.Entries.First(entry => entry.Capability == "HAS_LSE_ATOMICS").Index;
        image.SetReplacementWord(entry, 0x5800_0000); // LDR (literal)
        BootCase bootCase = SharedBoots.Json("max") with { CpuCount = 4, Image = image.Save() };

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(bootCase, image.File.ConstantBytes);

        BootAssert.Failed(memory.Log, "FAIL alternatives (20)");
        BootAssert.Logged(memory.Log, "RefusedLdrLiteral");
        BootAssert.Logged(memory.Log, "CPU3: Booted secondary processor");
        BootAssert.NotLogged(memory.Log, "smp: Brought up");
        BootAssert.None(image.File.Differences(image.Bytes, memory.Image), memory.Log);
    }

    private static void AllCame(BootLog log, int count)
    {
        BootAssert.Passed(log);
        BootAssert.NotLogged(log, "left out");
        int[] came = [.. Enumerable.Range(0, 100).Where(core => log.Contains($"] CPU{core}: Booted secondary processor 0x"))];
        BootAssert.True(
            came.SequenceEqual(Enumerable.Range(1, count - 1)), $"not 1 to {count - 1} came, but {string.Join(' ', came)}", log);
        BootAssert.Logged(log, $"] smp: Brought up {count} CPU{(count == 1 ? "" : "s")}");
    }
}
