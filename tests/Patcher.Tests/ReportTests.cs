using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;
using Report = BareMetal.Patcher.AltReport<BareMetal.Patcher.Tests.TestMemory,
    BareMetal.Patcher.Tests.TestSymbols, BareMetal.Patcher.Tests.TextBuffer>;

namespace BareMetal.Patcher.Tests;

/// <summary>The report, letter by letter: programs and people rely on its form.</summary>
[Trait("Area", "Reports")]
public class ReportTests
{
    [Fact]
    public void The_boot_line_has_schema_version_and_image()
    {
        Report.WriteBoot("0.1.0"u8, "00ff"u8);

        Assert.Equal("@boot {\"schema\":1,\"version\":\"0.1.0\",\"image\":\"00ff\"}\n", TextBuffer.Take());
    }

    [Fact]
    public void A_committed_table_as_json()
    {
        using TestImage image = Committed();
        Report.WriteJson(image.Plan);

        AssertGolden("golden/committed.json.txt");
    }

    [Fact]
    public void A_committed_table_as_a_table()
    {
        using TestImage image = Committed();
        Report.WriteTable(image.Plan);

        AssertGolden("golden/committed.table.txt");
    }

    [Fact]
    public void A_committed_table_by_capability()
    {
        using TestImage image = Committed();
        Report.WriteCapabilities(image.Plan, image.Inputs.Capabilities);

        AssertGolden("golden/committed.capabilities.txt");
    }

    [Fact]
    public void A_refused_table_as_json_and_its_errors()
    {
        using TestImage image = Image();
        image.Entries[1] = image.Entries[1] with { Cap = 0x4000, Original = TestImage.Address(200) + 2 };
        image.Put(70, Words.AdrX0);
        Assert.False(image.Apply());
        Report.WriteJson(image.Plan);
        image.Errors.ForEach(error => Report.WriteError(error));
        Report.WriteArgumentError(0, AltErrorCode.UnknownIdField, "id_aa64isar0.lse=0"u8);
        Report.WriteArgumentError(2, AltErrorCode.OverrideRefused, "id_aa64isar0.atomic=1"u8);

        AssertGolden("golden/refused.txt");
    }

    [Fact]
    public void Each_line_is_json_and_the_checksum_is_that_of_the_lines()
    {
        using TestImage image = Committed();
        Report.WriteJson(image.Plan);
        string[] lines = TextBuffer.Take().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => JsonDocument.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..]).Dispose());
        string text = string.Concat(lines.Where(line => line.StartsWith("@alt {", StringComparison.Ordinal)).Select(line => line + "\n"));
        using JsonDocument summary = JsonDocument.Parse(lines[^1]["@alt-summary ".Length..]);
        Assert.Equal(Checksum(text).ToString("x8", CultureInfo.InvariantCulture), summary.RootElement.GetProperty("crc32").GetString());
    }

    /// <summary>Each line costs the same, and doesn't look at all entries of its site.</summary>
    [Fact]
    public void Many_entries_of_one_site_are_written_in_linear_time()
    {
        const int Few = 3_000;
        const int Times = 10;
        TimeSpan few = TimeOfReport(Few);
        TimeSpan many = TimeOfReport(Few * Times);

        // Were it quadratic, 100 times as long.
        Assert.InRange(many / few, 0, 4 * Times);
    }

    /// <summary>The shortest of three, in CPU time of this thread: a busy machine doesn't make it longer.</summary>
    private static TimeSpan TimeOfReport(int entries)
    {
        const int Site = 4;
        const int Replacement = 40;
        using TestImage image = new TestImage(64).With(CpuCap.AlwaysSystem);
        for (int i = 0; i < entries; i++)
        {
            image.Entry(Site, Replacement, 1, i == 0 ? CpuCap.AlwaysSystem : CpuCap.HasSb);
        }

        image.Put(Site, Words.Movz(1)).Put(Replacement, Words.Movz(2));
        Assert.True(image.Apply());
        TimeSpan shortest = TimeSpan.MaxValue;
        for (int run = 0; run < 3; run++)
        {
            TimeSpan start = ThreadTime.Now;
            Report.WriteTable(image.Plan);
            TimeSpan time = ThreadTime.Now - start;
            shortest = time < shortest ? time : shortest;
            string[] lines = TextBuffer.Take().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(entries + 1, lines.Length);
            Assert.EndsWith("patched  d2800020 -> d2800040", lines[1], StringComparison.Ordinal);
            Assert.All(lines[2..], line => Assert.EndsWith("kept     d2800020 -> d2800020", line, StringComparison.Ordinal));
        }

        return shortest;
    }

    /// <summary>The check value that every description of CRC-32 gives, so that the test's own reckoning can be trusted.</summary>
    [Fact]
    public void The_checksum_of_the_digits_1_to_9_is_the_known_one()
    {
        TextOutput<TextBuffer> output = default;
        output.Write("1234"u8);
        output.Write("56789"u8);
        TextBuffer.Take();

        Assert.Equal((0xcbf43926u, 0xcbf43926u), (output.Checksum, Checksum("123456789")));
    }

    [Fact]
    public void The_summary_by_capability_keeps_within_40_lines_and_says_what_it_left_out()
    {
        using TestImage image = new(256);
        for (int cap = 0; cap < CpuCaps.Count; cap++)
        {
            image.Entry(2 * cap, 128 + cap, 1, (CpuCap)cap);
        }

        Assert.True(image.Apply());
        Report.WriteCapabilities(image.Plan, image.Inputs.Capabilities);
        string[] lines = TextBuffer.Take().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.InRange(lines.Length, 30, 40);
        Assert.Contains($"and {CpuCaps.Count - 36} more capabilities", lines[^2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(18)]
    [InlineData(252)]
    public void A_damaged_entry_is_reported_without_reading_where_it_leads(int original)
    {
        using TestImage image = new TestImage(64).Entry(0, 40, 2);
        image.Entries[0] = image.Entries[0] with { Original = TestImage.TextStart + (ulong)(long)original };
        Assert.False(image.MakePlan());
        Report.WriteJson(image.Plan);
        Report.WriteTable(image.Plan);

        Assert.Contains("\"action\":\"failed\",\"old\":[],\"new\":[]", TextBuffer.Take(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0ul, 1, "0", "0")]
    [InlineData(0xabcul, 8, "2748", "00000abc")]
    [InlineData(ulong.MaxValue, 16, "18446744073709551615", "ffffffffffffffff")]
    public void Numbers_are_written_in_decimal_and_in_hexadecimal(ulong value, int digits, string expectedDecimal, string expectedHex)
    {
        TextOutput<TextBuffer> output = default;
        output.Decimal(value);
        Assert.Equal(expectedDecimal, TextBuffer.Take());
        output.Hex(value, digits);
        Assert.Equal(expectedHex, TextBuffer.Take());
    }

    [Fact]
    public void Every_error_has_a_name_and_a_text_of_its_own_that_says_what_to_do()
    {
        AltErrorCode[] codes = [.. Enum.GetValues<AltErrorCode>().Where(code => code != AltErrorCode.None)];

        Assert.All(codes, code => Assert.Equal(code.ToString(), TestData.String(AltErrors.Name(code))));
        Assert.All(codes, code => Assert.Matches("^[^:]+: .+$", TestData.String(AltErrors.Text(code))));
        IEnumerable<string> texts = codes.Select(code => TestData.String(AltErrors.Text(code)));
        Assert.Equal(codes.Length, texts.Distinct().Count());
    }

    private static TestImage Committed()
    {
        TestImage image = Image();
        Assert.True(image.MakePlan(AltSelection.Parse<ArgumentErrors>(new BootArguments("alt.skip=5"u8), image.Entries.Count)));
        Assert.True(image.Commit());
        return image;
    }

    /// <summary>Every kind of entry and outcome.</summary>
    private static TestImage Image()
    {
        TestImage image = new TestImage(128).With(CpuCap.AlwaysSystem, CpuCap.HasLseAtomics, CpuCap.HasCrc32).WithDataLine(64);
        image.Put(70, Words.Movz(1), Words.B | 0x3ffffd0).Put(16, Words.B | 4).Put(24, Words.Brk).Put(90, Words.Movz(9));
        image.Entry(2, 70, 2, CpuCap.HasLseAtomics);
        image.Entry(33, 90, 1, CpuCap.HasRng);
        image.Callback(16, 1, AltCallbacks.Nops, CpuCap.HasCrc32);
        image.Callback(17, 1, (ref CallbackSite site) => CallbackResult.Keep);
        image.Callback(24, 1, AltCallbacks.Nops);
        image.Entry(34, 90, 1, CpuCap.HasLseAtomics);
        image.Entries[4] = image.Entries[4] with { Cap = (ushort)CpuCap.NCaps };
        return image;
    }

    private static void AssertGolden(string file) => Assert.Equal(TestData.Text(file), TextBuffer.Take());

    private static uint Checksum(string text)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in Encoding.ASCII.GetBytes(text))
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
