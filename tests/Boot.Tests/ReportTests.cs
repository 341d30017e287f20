using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Tasks;
using System.Xml.Linq;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Serial;
using BareMetal.AltTool.Symbols;
using BareMetal.AltTool.Table;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary><c>alt.report=json</c> says what is in the Image and what was done to it.</summary>
[Trait("Area", "Reports")]
public sealed class ReportTests : IClassFixture<ImageFixture>
{
    private const int CacheLineBytes = 64;
    private const int ScreenLines = 40;

    private static readonly Dictionary<string, string[]> s_members = new(StringComparer.Ordinal)
    {
        ["@boot"] = ["schema", "version", "image"],
        ["@alt"] = ["index", "orig", "cap", "callback", "action", "old", "new"],
        ["@idregs"] =
        [
            "cpu", "mpidr_el1", "midr_el1", "revidr_el1", "clidr_el1", "id_aa64pfr0_el1", "id_aa64pfr1_el1", "id_aa64zfr0_el1",
                "id_aa64smfr0_el1",
            "id_aa64dfr0_el1", "id_aa64isar0_el1", "id_aa64isar1_el1", "id_aa64isar2_el1", "id_aa64isar3_el1", "id_aa64mmfr0_el1",
            "id_aa64mmfr1_el1", "id_aa64mmfr2_el1", "id_aa64mmfr3_el1", "id_aa64mmfr4_el1", "ctr_el0", "dczid_el0",
        ],
        ["@inputs"] = ["cpus", "effective", "conduit", "cntfrq", "el", "load", "voffset", "bootargs"],
        ["@text"] = ["address", "bytes", "sha256"],
        ["@wx"] = ["leaves", "executable", "writable", "guarded", "cores", "probes", "violations"],
        ["@alt-summary"] = ["entries", "patched", "kept", "failed", "callbacks", "words", "lines", "errors", "crc32"],
    };

    public static MatrixTheoryData<string, int> Boots => new(["cortex-a53", "max"], [1, 2, 3]);

    [Theory]
    [MemberData(nameof(Boots))]
    public async Task Names_the_Image_by_its_file(string cpu, int exceptionLevel)
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json(cpu, exceptionLevel));

        BootAssert.Reported(log);
        Assert.Equal(1, log.Report.Boot!.Schema);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(ImageFile.Built.Bytes)), log.Report.Boot.Image);
        Assert.Equal(
            XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value, log.Report.Boot.Version);
    }

    [Theory]
    [MemberData(nameof(Boots))]
    public async Task Every_entry_of_the_table_is_reported_in_order_with_the_words_of_the_ELF(string cpu, int exceptionLevel)
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json(cpu, exceptionLevel));

        BootAssert.Reported(log);
        Assert.Equal((int)ImageFile.Built.Section(".altinstructions").Size / AltTable.EntryBytes, log.Report.Entries.Count);
        BootAssert.None(ImageFile.Built.Table.Zip(log.Report.Entries).SelectMany(pair => Differences(pair.First, pair.Second)), log);
    }

    [Theory]
    [MemberData(nameof(Boots))]
    public async Task The_summary_counts_what_the_entries_say(string cpu, int exceptionLevel)
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json(cpu, exceptionLevel));

        BootAssert.Reported(log);
        ulong[] changed = [.. log.Report.Entries.SelectMany(ChangedWords)];
        SummaryLine summary = log.Report.Summary!;
        Assert.Equal(summary.Entries, summary.Patched + summary.Kept + summary.Failed);
        Assert.Equal(0, summary.Failed);
        Assert.Equal(0, summary.Errors);
        Assert.Equal(log.Report.Entries.Count(entry => entry.Callback is not null && !log.Report.IsBeaten(entry)), summary.Callbacks);
        Assert.Equal(changed.Length, summary.Words);
        Assert.Equal(changed.Select(address => address / CacheLineBytes).Distinct().Count(), summary.Lines);
    }

    [Fact]
    public async Task The_first_line_says_which_Image_and_all_kinds_of_lines_come()
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json("max"));

        Assert.Equal(
            ["@boot", "@alt", "@alt-summary", "@idregs", "@inputs", "@text", "@wx"],
            log.Lines.Where(line => line.StartsWith('@')).Select(line => line.Split(' ')[0]).Distinct());
    }

    [Fact]
    public async Task The_inputs_are_what_the_machine_and_its_arguments_are()
    {
        const string Arguments = "ctr.idc=0 id_aa64isar0.atomic=0,id_aa64isar0.rndr=0 a=\"b\\\"";
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json("max", 2, Arguments));

        BootAssert.Reported(log);
        IReadOnlyDictionary<string, ulong> hardware = log.Report.Registers.Single();
        Assert.Equal((0xf0510ul, 0x8000_0000ul, 4ul), (hardware["midr_el1"], hardware["mpidr_el1"], hardware["dczid_el0"]));
        InputsLine inputs = log.Report.Inputs!;
        Assert.Equal(("smc", 2, 0x4020_0000ul, 0xffff_8000_8000_0000 - 0x4020_0000),
            (inputs.Conduit, inputs.ExceptionLevel, inputs.Load, inputs.VirtualOffset));
        Assert.EndsWith(Arguments, inputs.BootArguments, StringComparison.Ordinal);
        Assert.Equal(hardware["ctr_el0"] & ~(1ul << 28), inputs.Effective["ctr_el0"]);
        Assert.Equal(hardware["id_aa64isar0_el1"] & ~(0xful << 20 | 0xful << 60), inputs.Effective["id_aa64isar0_el1"]);
        Assert.Equal(0ul, inputs.Effective["id_aa64pfr0_el1"] >> 32 & 0xf); // SVE is hidden
        Assert.DoesNotContain("id_aa64isar1_el1", inputs.Effective.Keys);
    }

    [Fact]
    public async Task Lines_have_the_members_that_users_rely_on_and_no_others()
    {
        BootLog log = await SharedBoots.LogAsync(SharedBoots.Json("max"));

        foreach (string line in log.Lines.Where(line => line.StartsWith('@')))
        {
            string[] parts = line.Split(' ', 2);
            using JsonDocument json = JsonDocument.Parse(parts[1]);
            Assert.Equal(s_members[parts[0]], json.RootElement.EnumerateObject().Select(member => member.Name));
        }
    }

    [Fact]
    public async Task Different_cores_patch_different_sites()
    {
        BootLog old = await SharedBoots.LogAsync(SharedBoots.Json("cortex-a53"));
        BootLog modern = await SharedBoots.LogAsync(SharedBoots.Json("max"));

        HashSet<ulong> patchedOnOld = [.. Patched(old)];
        BootAssert.True(patchedOnOld.Count > 0, "nothing patched", old);
        Assert.ProperSuperset(patchedOnOld, Patched(modern).ToHashSet());
    }

    [Fact]
    public async Task The_table_has_a_row_for_every_site()
    {
        IReadOnlyList<EntryLine> entries = (await SharedBoots.LogAsync(SharedBoots.Json("max"))).Report.Entries;

        BootLog log = await SharedBoots.LogAsync(new BootCase { Append = "alt.report=table" });

        BootAssert.Passed(log);
        string[] rows =
            [.. log.Lines.SkipWhile(line => !line.StartsWith("index  function", StringComparison.Ordinal)).Skip(1).Select(SingleSpaced)];
        BootAssert.None(entries.Where(entry => rows[entry.Index] != TableRow(entry)).Select(entry => $"no row: {TableRow(entry)}"), log);
    }

    [Fact]
    public async Task The_summary_fits_a_screen()
    {
        BootLog log = await SharedBoots.LogAsync(new BootCase());

        BootAssert.Passed(log);
        int rows = log.Lines.Count(line => line.StartsWith("alternatives: ", StringComparison.Ordinal));
        BootAssert.True(rows is > 2 and <= ScreenLines, $"{rows} lines", log);
    }

    private static string SingleSpaced(string row) => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string TableRow(EntryLine entry)
    {
        string reason = entry.Callback is null ? entry.Capability : $"{entry.Capability} {entry.Callback}";
        string action = entry.Action == EntryAction.Patched ? "patched" : "kept";
        return $"{entry.Index} {Place(entry.Orig)} {reason} {action} {Words(entry.Old)} -> {Words(entry.New)}";
    }

    private static string Words(IEnumerable<uint> words) => string.Join(' ', words.Select(word => $"{word:x8}"));

    private static string Place(ulong address) => CodeSymbols.Of(ImageFile.Built.Elf).Describe(address);

    /// <summary>Where the sites are: by which of their entries doesn't matter.</summary>
    private static IEnumerable<ulong> Patched(BootLog log)
    {
        return log.Report.Entries.Where(entry => entry.Action == EntryAction.Patched).Select(entry => entry.Orig);
    }

    private static IEnumerable<string> Differences(AltEntry expected, EntryLine reported)
    {
        string name = $"entry {expected.Index}";
        if (reported.Index != expected.Index)
        {
            yield return $"{name}: index {reported.Index}";
        }

        if (reported.Orig != expected.Original || !ImageFile.Built.Text.Contains(reported.Orig, expected.OriginalLength))
        {
            yield return $"{name}: orig 0x{reported.Orig:x}, 0x{expected.Original:x} in the table";
        }

        if (!reported.Old.SequenceEqual(ImageFile.Built.Words(expected.Original, expected.OriginalLength / sizeof(uint))))
        {
            yield return $"{name}: old words differ from the ELF's";
        }

        if (reported.New.Count != reported.Old.Count || (reported.Action == EntryAction.Kept && !reported.New.SequenceEqual(reported.Old)))
        {
            yield return $"{name}: {reported.Action}, but its new words are no replacement of the old ones";
        }

        if (reported.Callback is null == expected.IsCallback)
        {
            yield return $"{name}: callback {reported.Callback ?? "null"}";
        }
        else if (reported.Callback is { } callback && ImageFile.Built.Elf.FindSymbol(callback)?.Value != expected.Alternative)
        {
            yield return $"{name}: {callback} isn't at 0x{expected.Alternative:x}";
        }
    }

    private static IEnumerable<ulong> ChangedWords(EntryLine entry)
    {
        for (int word = 0; word < entry.Old.Count; word++)
        {
            if (entry.Old[word] != entry.New[word])
            {
                yield return entry.Orig + (ulong)(word * sizeof(uint));
            }
        }
    }
}
