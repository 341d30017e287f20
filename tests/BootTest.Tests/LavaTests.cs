using System;
using System.IO;
using System.Linq;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>Job definitions for LAVA: what is in them, and which cases have none.</summary>
public sealed class LavaTests
{
    [Fact]
    public void A_QEMU_case_becomes_a_job_for_QEMU()
    {
        string[] lines = Job(Case("virt EL2", new BootCase { Image = "/out/Image", Cpu = "cortex-a72", ExceptionLevel = 2, Append = "alt.report=json" }));

        Assert.Contains("device_type: qemu", lines);
        Assert.Contains("job_name: \"virt EL2\"", lines);
        Assert.Contains("  machine: \"virt,dtb-randomness=off,virtualization=on\"", lines);
        Assert.Contains("""      kernel: { url: "https://files/Image", image_arg: "-kernel {kernel} -append \"baremetal.exit=semihosting alt.report=json\"" }""", lines);
        Assert.Contains("""        successes: [{ message: "entered\\ at" }]""", lines);
        Assert.Contains("      - name: verdict", lines);
    }

    [Fact]
    public void A_board_case_becomes_a_job_for_its_device_type()
    {
        string[] lines = Job(Case("pi", new BootCase { Machine = "raspi4b", Image = "/out/Image", DeviceTree = "/out/pi.dtb", Append = "alt.report=json" }));

        Assert.Contains("device_type: bcm2711-rpi-4-b", lines);
        Assert.Contains("    method: u-boot", lines);
        Assert.Contains("    dtb: { url: \"https://files/pi.dtb\" }", lines);
        Assert.Contains("    - \"setenv bootargs 'alt.report=json'\"", lines);
        Assert.Contains("    - 'booti {KERNEL_ADDR} - {DTB_ADDR}'", lines);
    }

    [Fact]
    public void What_only_qemu_run_can_do_is_refused()
    {
        Assert.NotNull(LavaJob.Refusal(Case("x", new BootCase { LoadAddress = "0x48000000" })));
        Assert.NotNull(LavaJob.Refusal(Case("x", new BootCase { ExceptionLevel = 3 })));
        Assert.NotNull(LavaJob.Refusal(Case("x", new BootCase { Chain = "uboot" })));
        Assert.NotNull(LavaJob.Refusal(Case("x", new BootCase { Machine = "sbsa-ref" })));
        Assert.Null(LavaJob.Refusal(Case("x", new BootCase())));
    }

    private static TestCase Case(string name, BootCase boot)
    {
        return new TestCase { Name = name, Source = "cases.json", Boot = boot, Expect = [LinePattern.Literal("entered at")], Forbid = [LinePattern.Literal("Oops")] };
    }

    private static string[] Job(TestCase test) => LavaJob.Of(test, file => $"https://files/{Path.GetFileName(file)}").Split('\n');
}
