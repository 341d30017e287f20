using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Chain.Tests;

/// <summary>qemu/chains/uefi: firmware loads the Image as a PE file and calls its stub with MMU and caches on.</summary>
[Trait("Area", "Machines")]
public sealed class UefiTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    private const string Script = "chains/uefi";
    private const string UBoot = "/usr/lib/u-boot/qemu_arm64/u-boot.bin";
    private const string Failed = "BdsDxe: failed to start";
    private const ulong FourGigabytes = 1UL << 32;

    private static readonly Lazy<Task<BootLog>> s_shell =
        new(() => ChainRun.StartAsync(Script, ["CPU=cortex-a72", "APPEND=alt.report=quiet"], ("LOAD_OPTIONS", "alt.report=json")));

    public static IEnumerable<TheoryDataRow<string, int>> Machines => ChainRun.Machines([1, 2]);

    [Theory]
    [Proof("chains", IsSampled = true)]
    [MemberData(nameof(Machines))]
    public async Task Passes_as_the_same_file(string cpu, int exceptionLevel)
    {
        BootLog log = await ChainRun.StartAsync(Script, [$"CPU={cpu}", $"EL={exceptionLevel}", "APPEND=alt.report=json"]);

        ChainRun.Passed(log, image.Hash);
        ChainRun.Logged(log, $"entered at EL{exceptionLevel}, loaded at ");
        ChainRun.Logged(log, "Kernel command line: baremetal.exit=semihosting alt.report=json");
    }

    [Fact]
    public async Task Passes_above_4_GiB()
    {
        BootLog log = await ChainRun.StartAsync(Script, ["MEM=8G", "APPEND=alt.report=json"]);

        ChainRun.Passed(log, image.Hash);
        Assert.InRange(ChainRun.LoadAddress(log), FourGigabytes, ulong.MaxValue);
    }

    /// <summary>A second implementation of UEFI: its loader copies the headers and sections only, and nothing between them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Passes_by_the_UEFI_of_U_Boot(int exceptionLevel)
    {
        BootLog log = await ChainRun.StartAsync(Script, [$"EL={exceptionLevel}", "APPEND=alt.report=json"], ("UEFI", UBoot));

        ChainRun.Passed(log, image.Hash);
    }

    [Fact]
    public async Task Load_options_of_the_shell_replace_the_boot_arguments_of_the_device_tree()
    {
        BootLog log = await s_shell.Value;

        ChainRun.Passed(log, image.Hash);
        ChainRun.Logged(log, "Kernel command line: BareMetal.efi baremetal.exit=semihosting alt.report=json");
    }

    /// <summary>The shell's list of UEFI's memory, shown just before, against what the Image takes for RAM.</summary>
    [Theory]
    [InlineData("RT_Code", false)]
    [InlineData("RT_Data", false)]
    [InlineData("MMIO", false)]
    [InlineData("LoaderCode", true)]
    [InlineData("BS_Code", true)]
    [InlineData("BS_Data", true)]
    [InlineData("Available", true)]
    public async Task Memory_is_what_UEFI_says(string type, bool isMapped)
    {
        BootLog log = await s_shell.Value;

        (ulong Start, ulong End)[] listed =
            [.. Ranges(log, $"^{type} +([0-9A-F]{{16}})-([0-9A-F]{{16}}) ").Select(range => (range.Start, range.End + 1))];
        (ulong Start, ulong End)[] mapped = [.. Ranges(log, "memory: 0x([0-9a-f]+) to 0x([0-9a-f]+)")];
        Assert.NotEmpty(listed);
        Assert.NotEmpty(mapped);
        Assert.All(listed, range => ChainRun.True(
            isMapped
                ? mapped.Any(memory => memory.Start <= range.Start && range.End <= memory.End)
                : mapped.All(memory => range.End <= memory.Start || memory.End <= range.Start),
            $"{type} 0x{range.Start:x} to 0x{range.End:x}", log));
    }

    [Fact]
    public async Task Without_a_boot_argument_it_ends_by_power_off()
    {
        BootLog log = await ChainRun.StartAsync(Script, ["EXIT=psci"]);

        ChainRun.True(log.Passed, "not passed", log);
        ChainRun.Logged(log, $"image sha256 {image.Hash}");
    }

    [Fact]
    public async Task Without_a_device_tree_the_firmware_gets_a_message_and_an_error_back()
    {
        // The firmware stays when it has said that: its line ends the boot.
        BootCase boot = new() { Chain = Repository.PathOf("qemu", Script), QemuArguments = ["-machine", "acpi=on"] };
        BootLog log = await QemuRun.StartAsync(
            boot,
            line => line.StartsWith(Failed, StringComparison.Ordinal) ? new SerialVerdict("firmware", 1) : null,
            TestContext.Current.CancellationToken);

        ChainRun.Logged(log,
            "BareMetal: UEFI gave no device tree: choose Device Tree instead of ACPI in the firmware's setup (QEMU: -M virt,acpi=off)");
        ChainRun.True(
            log.Lines.Any(
                line => line.StartsWith(Failed, StringComparison.Ordinal)
                    && line.EndsWith(": Unsupported", StringComparison.Ordinal)),
            "the firmware didn't get EFI_UNSUPPORTED", log);
        ChainRun.True(log.Verdict is null, "a verdict without a boot", log);
    }

    [Fact]
    public async Task It_leaves_no_file()
    {
        using TemporaryFolder folder = new();

        BootLog log = await ChainRun.StartAsync(Script, [], ("TMPDIR", folder.Path));

        ChainRun.True(log.Passed, "not passed", log);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("EL=3", "EL=3: 1 or 2")]
    [InlineData("IMAGE=/nowhere", "no image at /nowhere: make image")]
    [InlineData("CPU=pentium", "CPU=pentium is unknown")]
    public async Task A_wrong_value_is_refused_by_name(string argument, string message)
    {
        BootLog log = await ChainRun.StartAsync(Script, [argument]);

        Assert.Equal(RunStatus.WrongValue, log.ExitCode);
        Assert.Contains(message, log.Diagnostics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_firmware_is_named_with_what_installs_it()
    {
        BootLog log = await ChainRun.StartAsync(Script, [], ("UEFI", "/nowhere"));

        Assert.Equal(RunStatus.WrongValue, log.ExitCode);
        Assert.Contains("no firmware at /nowhere: qemu/setup", log.Diagnostics, StringComparison.Ordinal);
    }

    private static IEnumerable<(ulong Start, ulong End)> Ranges(BootLog log, string pattern) =>
        Regex.Matches(log.Serial.Replace("\r", "", StringComparison.Ordinal), pattern, RegexOptions.Multiline)
            .Select(match => (Convert.ToUInt64(match.Groups[1].Value, 16), Convert.ToUInt64(match.Groups[2].Value, 16)));
}
