using System;
using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Machines of which nothing is known: not a byte goes to a guessed address, but record and log in memory have it all.</summary>
[Trait("Area", "Machines")]
public sealed class SilentBootTests : IClassFixture<ImageFixture>
{
    [Fact]
    public async Task Above_the_first_gigabyte_of_virt_without_a_device_tree()
    {
        const ulong Address = 0x9000_0000;
        using BootLoader loader = new(ImageFile.Built.Path, new byte[8], x0: 0, address: Address);

        await LeavesItsLogInMemoryAsync(loader.Case with { Memory = "2G" }, Address, "entered at EL1");
    }

    [Fact]
    public async Task On_a_Pi_at_EL3_without_boot_data()
    {
        await LeavesItsLogInMemoryAsync(new BootCase { Machine = "raspi4b", ExceptionLevel = 3 }, 0x20_0000, "entered at EL3");
    }

    private static async Task LeavesItsLogInMemoryAsync(BootCase bootCase, ulong address, string entered)
    {
        (BootLog boot, (char Stage, string Log) seen) = await WatchedBoot.RunAsync(bootCase, qmp => LogInMemory.ReadAsync(qmp, address));

        Assert.Empty(boot.Serial);
        Assert.Equal('Z', seen.Stage);
        Assert.Contains(entered, seen.Log, StringComparison.Ordinal);
        Assert.Contains("device tree: none", seen.Log, StringComparison.Ordinal);
        Assert.Contains("no console: nothing here is known without a device tree", seen.Log, StringComparison.Ordinal);
        Assert.Contains("] PASS\n", seen.Log, StringComparison.Ordinal);
    }
}
