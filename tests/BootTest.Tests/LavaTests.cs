using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>Job definitions for LAVA: what is in them, and which cases have none.</summary>
[Trait("Area", "The boot-test runner")]
public sealed class LavaTests
{
    [Fact]
    public void A_QEMU_case_becomes_a_job_for_QEMU()
    {
        string[] lines =
            Job(Case(
                "virt EL2", new BootCase { Image = "/out/Image", Cpu = "cortex-a72", ExceptionLevel = 2, Append = "alt.report=json" }));

        Assert.Contains("device_type: qemu", lines);
        Assert.Contains("job_name: \"virt EL2\"", lines);
        Assert.Contains("  machine: \"virt,dtb-randomness=off,virtualization=on\"", lines);
        Assert.Contains(
            """      kernel: { url: "https://files/Image", """ +
            """image_arg: "-kernel {kernel} -append \"baremetal.exit=semihosting alt.report=json\"" }""",
            lines);
        Assert.Contains("""        successes: [{ message: "entered\\ at" }]""", lines);
        Assert.Contains("      - name: verdict", lines);
    }

    [Fact]
    public void A_board_case_becomes_a_job_for_its_device_type()
    {
        string[] lines =
            Job(Case(
                "pi", new BootCase { Machine = "raspi4b", Image = "/out/Image", DeviceTree = "/out/pi.dtb", Append = "alt.report=json" }));

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

    [Fact]
    public async Task Each_row_of_the_matrix_is_a_job_by_the_schema_of_LAVA_or_is_refused_by_name()
    {
        using TemporaryFolder folder = new();
        string[] files = Directory.GetFiles(Repository.PathOf("qemu", "cases"), "*.json");

        (int exitCode, string[] output) =
            await BootTestCommand.RunAsync(["lava", .. files, "-o", folder.Path, "--url", "https://files/images/"]);
        string[] jobs = Directory.GetFiles(folder.Path);
        string[] refused = [.. CaseFile.Load(files).Where(row => LavaJob.Refusal(row) is not null).Select(row => row.Name)];

        Assert.Equal(0, exitCode);
        Assert.Equal(refused,
            output.Select(line => line.Split("no job for ")[1]).Select(line => line[..line.LastIndexOf(": ", StringComparison.Ordinal)]));
        Assert.Equal(CaseFile.Load(files).Count - refused.Length, jobs.Length);
        Assert.InRange(jobs.Length, 30, int.MaxValue);
        Assert.Empty(await ComplaintsAsync(jobs));
    }

    [Theory]
    [InlineData("priority: medium", "priority: soon", "priority")]
    [InlineData("arch: arm64", "architecture: arm64", "architecture")]
    [InlineData("to: tmpfs", "to: nowhere", "deploy")]
    [InlineData("method: qemu", "method: magic", "boot")]
    [InlineData("exception: TestError", "exception: Oops", "exception")]
    [InlineData("\\\\ at", "(at", "missing ), unterminated subpattern")]
    public async Task What_LAVA_would_refuse_is_noticed(string text, string other, string complaint)
    {
        using TemporaryFolder folder = new();
        string job = string.Join('\n', Job(Case("virt", new BootCase { Image = "/out/Image" })));
        Assert.Contains(text, job, StringComparison.Ordinal);

        string[] complaints = await ComplaintsAsync(folder.Write("job.yaml", job.Replace(text, other, StringComparison.Ordinal)));

        Assert.Contains(complaint, Assert.Single(complaints), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GuestExit.Semihosting, "setenv bootargs 'alt.report=json'")] // nothing answers on a board
    [InlineData(GuestExit.Watchdog, "setenv bootargs 'baremetal.exit=watchdog alt.report=json'")]
    [InlineData(GuestExit.Psci, "setenv bootargs 'alt.report=json'")]
    public void How_a_board_ends_is_in_its_boot_arguments(GuestExit exit, string command)
    {
        Assert.Contains($"    - \"{command}\"",
            Job(Case("pi", new BootCase { Machine = "raspi4b", Image = "/out/Image", Append = "alt.report=json", Exit = exit })));
    }

    private static async Task<string[]> ComplaintsAsync(params string[] jobs)
    {
        LabPackage.RequireLava();
        string script = Repository.PathOf("tests", "BootTest.Tests", "support", "validate-lava-jobs");
        CommandResult result = await Command.RunAsync(Repository.Root, script, jobs);
        Assert.True(result.Succeeded, result.Text);
        return [.. result.Lines.Where(line => line.Length > 0)];
    }

    private static TestCase Case(string name, BootCase boot)
    {
        return new TestCase
        {
            Name = name,
            Source = "cases.json",
            Boot = boot,
            Expect = [LinePattern.Literal("entered at")],
            Forbid = [LinePattern.Literal("Oops")]
        };
    }

    private static string[] Job(TestCase test) => LavaJob.Of(test, file => $"https://files/{Path.GetFileName(file)}").Split('\n');
}
