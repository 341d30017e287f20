using System.Linq;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Callbacks of tests/guest at EL1: C# and assembly, right and wrong.</summary>
public sealed class CallbackTests : IClassFixture<GuestFixture>
{
    private const string ArgumentsCallback = "bm_ccb_guest_arguments";

    [Fact]
    public async Task Sites_do_what_callbacks_of_either_form_wrote()
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json("max", arguments: "test=callbacks") with { Image = GuestFixture.Image });

        BootAssert.NotLogged(log, "callbacks: wrong: ");
        BootAssert.Passed(log);
        BootAssert.True(Entry(log, ArgumentsCallback).Action == AltAction.Patched, $"{ArgumentsCallback} wasn't applied", log);
        Assert.Equal(Enumerable.Repeat(0xd280_1be0u, 3), Entry(log, ArgumentsCallback).New);
        Assert.Equal([0xd299_bde0u, 0xf2b1_3560, 0xf2c8_ace0, 0xf2e0_2460], Entry(log, "bm_cb_guest_constant").New);
    }

    [Fact]
    public async Task A_callback_that_writes_nothing_keeps_its_site()
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json("max", arguments: "test=callbacks") with { Image = GuestFixture.Image });

        Assert.Equal((AltAction.Kept, 0xd280_0040u), (Entry(log, "bm_ccb_guest_nothing").Action, Entry(log, "bm_ccb_guest_nothing").New.Single()));
    }

    [Theory]
    [InlineData("bm_ccb_guest_behind", "CallbackGuard (0xd2800020, 0x3): callback wrote beside the words it was given")]
    [InlineData("bm_ccb_guest_before", "CallbackGuard (0xd2800020, 0xffffffffffffffff): callback wrote beside the words it was given")]
    [InlineData("bm_cb_guest_refuse", "CallbackRefused (0xd2800020, 0x3): callback refused its site: do as it says: the guest wants a site of 99 words")]
    public async Task A_callback_that_goes_wrong_is_named_and_nothing_is_written(string callback, string words)
    {
        using DamagedImage image = new(ImageFile.Guest);
        ulong arguments = image.File.Elf.RequireSymbol(ArgumentsCallback);
        image.SetAlternative(image.File.Table.Single(entry => entry.Alternative == arguments).Index, image.File.Elf.RequireSymbol(callback));
        BootCase bootCase = SharedBoots.Json("max") with { Image = image.Save() };

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(bootCase, image.File.ConstantBytes);

        BootAssert.Failed(memory.Log, "FAIL alternatives (20)");
        BootAssert.Logged(memory.Log, words);
        BootAssert.Logged(memory.Log, " at bm_guest_arguments+0x0: ");
        BootAssert.None(image.File.Differences(image.Bytes, memory.Image), memory.Log);
        Assert.Equal(1, memory.Log.Report.Summary!.Errors);
    }

    private static AltReportEntry Entry(BootLog log, string callback) => log.Report.Entries.Single(entry => entry.Callback == callback);
}
