using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Serial;
using BareMetal.AltTool.Table;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A site with two entries: where Volatile.Read is called, LDAR on every CPU and LDAPR on those that have it.</summary>
[Trait("Area", "Table and plan")]
public sealed class SiteEntriesTests : IClassFixture<ImageFixture>
{
    private const uint Ldar = 0x88df_fc00;
    private const uint Ldapr = 0xb8bf_c000;

    private static int First { get; } = LoadAcquire();

    [Trait("Rule", "a site's last entry that applies is its code, in the pass of all of them; no other of its entries is planned")]
    [Theory]
    [InlineData("max", "", 1)]
    [InlineData("max", "alt.skip={1}", 0)]
    [InlineData("max", "alt.only={0}-{1}", 1)]
    [InlineData("max", "alt.skip={0}-{1}", null)]
    [InlineData("cortex-a53", "", 0)]
    [InlineData("cortex-a53", "alt.skip={0}", null)]
    public async Task Its_last_entry_that_applies_is_its_code(string cpu, string selection, int? expected)
    {
        AltEntry site = ImageFile.Built.Table[First];
        string arguments = selection.Replace("{0}", $"{First}").Replace("{1}", $"{First + 1}");

        MemoryAfterBoot memory =
            await MemoryAfterBoot.ReadAsync(SharedBoots.Json(cpu, arguments: arguments), ImageFile.Built.ConstantBytes);

        BootAssert.Passed(memory.Log);
        BootAssert.Reported(memory.Log);
        uint code = expected switch { 0 => Ldar, 1 => Ldapr, _ => ImageFile.Word(ImageFile.Built.Bytes, site.Original) };
        Assert.Equal(code, ImageFile.Word(memory.Image, site.Original));
        Assert.Equal(
            [.. Enumerable.Range(0, 2).Select(i => i == expected ? EntryAction.Patched : EntryAction.Kept)],
            memory.Log.Report.Entries.Skip(First).Take(2).Select(entry => entry.Action));
        Assert.All(memory.Log.Report.Entries.Skip(First).Take(2), entry => Assert.Equal(site.Original, entry.Orig));
    }

    private static int LoadAcquire() =>
        Enumerable.Range(0, ImageFile.Built.Table.Count - 1).First(i => Replacement(i) == Ldar && Replacement(i + 1) == Ldapr);

    private static uint Replacement(int index)
    {
        AltEntry entry = ImageFile.Built.Table[index];
        return entry.IsCallback ? 0 : ImageFile.Word(ImageFile.Built.Bytes, entry.Alternative);
    }
}
