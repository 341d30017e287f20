using System.Threading.Tasks;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>How a boot loader may leave the machine.</summary>
[Trait("Area", "Machines")]
public sealed class EntryTests(ImageFixture image) : IClassFixture<ImageFixture>
{
    [Theory]
    [InlineData("cortex-a53", 1)]
    [InlineData("cortex-a53", 2)]
    [InlineData("max", 1)]
    [InlineData("max", 2)]
    public async Task MMU_and_caches_may_be_on(string cpu, int exceptionLevel)
    {
        using GuestProgram loader = new("enter_mmu_on.S");
        BootCase bootCase = EnteredBy(loader, SharedBoots.Json(cpu, exceptionLevel));

        BootLog log = await QemuRun.StartAsync(bootCase, TestContext.Current.CancellationToken);

        BootAssert.Passed(log);
        BootAssert.Logged(log, $"entered at EL{exceptionLevel}, loaded at 0x40200000");
        BootAssert.Reported(log);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Boot_services_of_UEFI_are_left_with_the_newest_memory_map(int refusals)
    {
        BootLog log = await BootByUefiAsync(refusals);

        BootAssert.Passed(log);
        BootAssert.Logged(log, "entered at EL1, loaded at 0x40200000");
    }

    [Fact]
    public async Task A_UEFI_that_never_lets_go_gets_its_status_back()
    {
        BootLog log = await BootByUefiAsync(refusals: 8);

        BootAssert.Passed(log);
        BootAssert.Logged(log, "boot services were never left");
        BootAssert.NotLogged(log, "BareMetal");
    }

    private async Task<BootLog> BootByUefiAsync(int refusals)
    {
        using GuestProgram firmware = new("uefi.S", $"REFUSALS={refusals}");
        return await QemuRun.StartAsync(EnteredBy(firmware, new BootCase()), TestContext.Current.CancellationToken);
    }

    private BootCase EnteredBy(GuestProgram loader, BootCase bootCase) => bootCase with
    {
        Image = loader.Image,
        QemuArguments = ["-device", $"loader,file={image.Image},addr={ImageFile.LoadAddress},force-raw=on"],
    };
}
