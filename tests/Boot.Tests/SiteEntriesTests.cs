using System.Linq;
using System.Threading.Tasks;
using BareMetal.AltTool.Table;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A site with two entries, which an Image gets by a change of its table.</summary>
public sealed class SiteEntriesTests : IClassFixture<ImageFixture>
{
    /// <summary>Two neighbours in the table: LDAPR of 4 and of 8 bytes, both in X0, where 4 bytes are loaded.</summary>
    private static int First { get; } = Neighbours();

    [Theory]
    [InlineData("max", "", 1)]
    [InlineData("max", "alt.skip={1}", 0)]
    [InlineData("max", "alt.only={0}-{1}", 1)]
    [InlineData("max", "alt.skip={0}-{1}", null)]
    [InlineData("cortex-a53", "", null)]
    public async Task Its_last_entry_that_applies_is_its_code(string cpu, string selection, int? expected)
    {
        using DamagedImage image = new(ImageFile.Built);
        AltEntry site = image.Entry(First);
        image.SetOriginal(First + 1, site.Original);
        string arguments = selection.Replace("{0}", $"{First}").Replace("{1}", $"{First + 1}");
        BootCase bootCase = SharedBoots.Json(cpu, arguments: arguments) with { Image = image.Save() };

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(bootCase, image.File.ConstantBytes);

        BootAssert.Passed(memory.Log);
        BootAssert.Reported(memory.Log);
        ulong code = expected is { } index ? image.Entry(First + index).Alternative : site.Original;
        Assert.Equal(ImageFile.Word(image.Bytes, code), ImageFile.Word(memory.Image, site.Original));
        Assert.Equal(
            [.. Enumerable.Range(0, 2).Select(i => i == expected ? AltAction.Patched : AltAction.Kept)],
            memory.Log.Report.Entries.Skip(First).Take(2).Select(entry => entry.Action));
        Assert.All(memory.Log.Report.Entries.Skip(First).Take(2), entry => Assert.Equal(site.Original, entry.Orig));
    }

    private static int Neighbours()
    {
        const uint Ldapr = 0xb8bf_c000;
        const uint LdaprX = 0xf8bf_c000;
        return Enumerable.Range(0, ImageFile.Built.Table.Count - 1)
            .First(i => Replacement(i) == Ldapr && Replacement(i + 1) == LdaprX);
    }

    private static uint Replacement(int index)
    {
        AltEntry entry = ImageFile.Built.Table[index];
        return entry.IsCallback ? 0 : ImageFile.Word(ImageFile.Built.Bytes, entry.Alternative);
    }
}
