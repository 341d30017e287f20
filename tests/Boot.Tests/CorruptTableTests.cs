using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>A damaged table ends the boot with every error named, and not a byte of the Image has changed.</summary>
public sealed partial class CorruptTableTests : IClassFixture<ImageFixture>
{
    private const uint LdrLiteral = 0x5800_0000;
    private const uint LdrLiteralSimd = 0x1c00_0000;
    private const uint LdrswLiteral = 0x9800_0000;
    private const uint PrfmLiteral = 0xd800_0000;

    // The furthest forward; a replacement lies behind its site, so from there it is too far.
    private const uint FurthestTbz = 0x3603_ffe0;
    private const uint FurthestBranch = 0x15ff_ffff;
    private const uint FurthestAdr = 0x707f_ffe0;

    // Damages by the error that each must end in.
    private static readonly Dictionary<string, Action<DamagedImage, Sites>> s_damages = new(StringComparer.Ordinal)
    {
        ["LengthsDiffer"] = (image, sites) => image.SetLengths(sites.Long, image.Entry(sites.Long).OriginalLength, 4),
        ["UnknownCapability"] = (image, sites) => image.SetCapability(sites.Long, 0x7000),
        ["OriginalEmpty"] = (image, sites) => image.SetLengths(sites.Long, 0, 0),
        ["OriginalLength"] = (image, sites) => image.SetLengths(sites.Long, 6, 6),
        ["OriginalMisaligned"] = (image, sites) => image.SetOriginal(sites.Long, image.Entry(sites.Long).Original + 2),
        ["OriginalOutsideText"] = (image, sites) => image.SetOriginal(sites.Long, image.File.Section(".rodata").Address),
        ["OriginalsOverlap"] = (image, sites) => image.SetOriginal(sites.Short, image.Entry(sites.Long).Original + 4),
        ["DuplicateOriginal"] = (image, sites) => image.SetOriginal(sites.Short, image.Entry(sites.OtherShort).Original),
        ["ReplacementOutsideText"] = (image, sites) => image.SetAlternative(sites.Long, image.File.Section(".rodata").Address),
        ["ReplacementMisaligned"] = (image, sites) => image.SetAlternative(sites.Long, image.Entry(sites.Long).Alternative + 2),
        ["ReplacementOverlapsOriginal"] = (image, sites) => image.SetAlternative(sites.Long, image.Entry(sites.Long).Original),
        ["CallbackWithReplacement"] = (image, sites) => image.SetLengths(sites.Callback, image.Entry(sites.Callback).OriginalLength, 4),
        ["UnknownCallback"] = (image, sites) => image.SetAlternative(sites.Callback, image.File.Elf.RequireSymbol("bm_start")),
        ["AdrOutOfRange"] = (image, sites) => image.SetReplacementWord(sites.Long, FurthestAdr),
        ["BranchIntoOriginal"] = (image, sites) => image.SetReplacementBranch(sites.Long, image.Entry(sites.Callback).Original + 4),
        ["BranchIntoReplacement"] = (image, sites) => image.SetReplacementBranch(sites.Long, image.Entry(sites.Short).Alternative),
        ["RefusedLdrLiteral"] = (image, sites) => image.SetReplacementWord(sites.Long, LdrLiteral),
        ["RefusedLdrLiteralSimd"] = (image, sites) => image.SetReplacementWord(sites.Long, LdrLiteralSimd),
        ["RefusedLdrswLiteral"] = (image, sites) => image.SetReplacementWord(sites.Long, LdrswLiteral),
        ["RefusedPrfmLiteral"] = (image, sites) => image.SetReplacementWord(sites.Long, PrfmLiteral),
        ["BranchOutOfRange"] = (image, sites) => image.SetReplacementWord(sites.Long, FurthestTbz),
    };

    public static TheoryData<string> Errors => [.. s_damages.Keys];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task A_damaged_entry_is_named_and_nothing_is_written(string error)
    {
        Sites sites = await Sites.FindAsync();
        int damaged = error switch
        {
            "OriginalsOverlap" or "DuplicateOriginal" => sites.Short,
            "CallbackWithReplacement" or "UnknownCallback" => sites.Callback,
            _ => sites.Long,
        };
        using DamagedImage image = new(ImageFile.Built);
        s_damages[error](image, sites);

        await IsRefusedAsync(image, (damaged, error));
    }

    [Fact]
    public async Task A_branch_that_the_site_cannot_reach_is_refused()
    {
        Sites sites = await Sites.FindAsync();
        using DamagedImage image = new(ImageFile.Built);
        image.SetReplacementWord(sites.Long, FurthestBranch);

        await IsRefusedAsync(image, (sites.Long, "BranchOutOfRange"));
    }

    [Fact]
    public async Task All_errors_of_headers_are_reported_together()
    {
        Sites sites = await Sites.FindAsync();
        using DamagedImage image = new(ImageFile.Built);
        image.SetCapability(sites.Long, 0x7000);
        image.SetOriginal(sites.Short, image.Entry(sites.Short).Original + 2);
        image.SetLengths(sites.Callback, image.Entry(sites.Callback).OriginalLength, 8);

        await IsRefusedAsync(image, (sites.Long, "UnknownCapability"), (sites.Short, "OriginalMisaligned"), (sites.Callback, "CallbackWithReplacement"));
    }

    [Fact]
    public async Task All_errors_of_replacements_are_reported_together()
    {
        Sites sites = await Sites.FindAsync();
        using DamagedImage image = new(ImageFile.Built);
        image.SetReplacementWord(sites.Long, LdrswLiteral);
        image.SetReplacementWord(sites.Short, LdrLiteral);

        await IsRefusedAsync(image, (sites.Long, "RefusedLdrswLiteral"), (sites.Short, "RefusedLdrLiteral"));
    }

    private static async Task IsRefusedAsync(DamagedImage image, params (int Index, string Error)[] expected)
    {
        BootCase bootCase = SharedBoots.Json("max") with { Image = image.Save() };

        MemoryAfterBoot memory = await MemoryAfterBoot.ReadAsync(bootCase, image.File.ConstantBytes);

        BootAssert.Failed(memory.Log, "FAIL alternatives (20)");
        IEnumerable<(int, string)> reported = ErrorLine().Matches(memory.Log.Serial).Select(match => (int.Parse(match.Groups["index"].ValueSpan), match.Groups["error"].Value));
        BootAssert.True(reported.ToHashSet().SetEquals(expected), $"expected {string.Join(' ', expected)}, reported {string.Join(' ', reported)}", memory.Log);
        BootAssert.None(image.File.Differences(image.Bytes, memory.Image), memory.Log);
        BootAssert.Reported(memory.Log);
        Assert.Equal(expected.Length, memory.Log.Report.Summary!.Errors);
        Assert.Equal(0, memory.Log.Report.Summary.Words);
    }

    [GeneratedRegex(@"alternatives: entry (?<index>[0-9]+) at .*?: (?<error>[A-Z]\w+) \(", RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorLine();

    /// <summary>Entries to damage, all of which apply on <c>max</c> and are the only ones of their sites and have replacements of their own.</summary>
    /// <param name="Long">Several words and a replacement.</param>
    /// <param name="Short">One word and a replacement.</param>
    /// <param name="OtherShort">Another one, in front of it but not next to it.</param>
    /// <param name="Callback">A callback patch.</param>
    private sealed record Sites(int Long, int Short, int OtherShort, int Callback)
    {
        public static async Task<Sites> FindAsync()
        {
            IReadOnlyList<AltReportEntry> entries = (await SharedBoots.LogAsync(SharedBoots.Json("max"))).Report.Entries;
            AltReportEntry[] alone = [.. entries.Where(entry => entry.Action == AltAction.Patched && entries.Count(other => other.Orig == entry.Orig) == 1 && IsReplacementUnshared(entry))];
            AltReportEntry[] shorts = [.. alone.Where(entry => entry.Callback is null && entry.Old.Count == 1)];
            Assert.True(shorts[^1].Index - shorts[0].Index > 1, "entries that stand together may have the same original");
            return new Sites(
                alone.First(entry => entry.Callback is null && entry.Old.Count > 1).Index,
                shorts[^1].Index,
                shorts[0].Index,
                alone.First(entry => entry.Callback == "bm_cb_kimage_voffset").Index);
        }

        private static bool IsReplacementUnshared(AltReportEntry entry) =>
            entry.Callback is not null
            || ImageFile.Built.Table.Count(other => other.Alternative == ImageFile.Built.Table[entry.Index].Alternative) == 1;
    }
}
