using System;
using System.IO;
using System.Numerics;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The programs of boot/app/samples: one Image each, on CPUs that run different code of it.</summary>
[Trait("Area", "Programs")]
public sealed class SampleTests
{
    private const int ChecksumBytes = 65536;

    [Fact]
    public async Task A_checksum_is_the_same_by_instruction_and_by_table()
    {
        string image = await BuildAsync("checksum");

        await SaysAsync(image, "cortex-a53", "", $"checksum by CRC32CX: {Checksum()}");
        await SaysAsync(image, "max", "", $"checksum by CRC32CX: {Checksum()}");
        await SaysAsync(image, "max", "id_aa64isar0.crc32=0", $"checksum by table: {Checksum()}");
    }

    [Fact]
    public async Task A_ring_loses_nothing_by_CASAL_and_by_exclusives()
    {
        string image = await BuildAsync("ring");

        await SaysAsync(image, "cortex-a53", "", "ring by exclusives: sum 50005000");
        await SaysAsync(image, "max", "", "ring by CASAL: sum 50005000");
    }

    [Theory]
    [Proof("programs")]
    [InlineData("cortex-a53", 1)]
    [InlineData("max", 4)]
    public async Task Primes_are_as_many_on_any_number_of_cores(string cpu, int cores)
    {
        string image = await BuildAsync("primes");

        await SaysAsync(image, cpu, "", $"primes below 262144: 23000, cores: {cores}", cores);
    }

    [Fact]
    public async Task The_tests_of_primes_pass_on_several_cores()
    {
        CommandResult result =
            await Command.RunAsync(Repository.Root, "make", ["--no-print-directory", "test", "APP=boot/app/samples/primes", "SMP=4"]);

        Assert.True(result.Succeeded, result.Text);
        Assert.Contains("\n3 passed, 0 failed, 0 skipped\n", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_need_no_assembly() =>
        Assert.Empty(Directory.EnumerateFiles(Repository.PathOf("boot", "app", "samples"), "*.S", SearchOption.AllDirectories));

    private static async Task<string> BuildAsync(string name)
    {
        CommandResult result =
            await Command.RunAsync(Repository.Root, "make", ["--no-print-directory", "image", $"APP=boot/app/samples/{name}"]);
        Assert.True(result.Succeeded, result.Text);
        return Repository.PathOf("out", "app", name, "Image");
    }

    private static async Task SaysAsync(string image, string cpu, string arguments, string line, int cores = 1)
    {
        BootLog log =
            await QemuRun.StartAsync(
                new BootCase { Image = image, Cpu = cpu, CpuCount = cores, Append = arguments }, TestContext.Current.CancellationToken);
        BootAssert.Passed(log);
        BootAssert.True(Array.IndexOf([.. log.Lines], line) >= 0, $"no line '{line}'", log);
    }

    private static uint Checksum()
    {
        uint crc = uint.MaxValue;
        for (int i = 0; i < ChecksumBytes; i++)
        {
            crc = BitOperations.Crc32C(crc, (byte)(i * 37));
        }

        return ~crc;
    }
}
