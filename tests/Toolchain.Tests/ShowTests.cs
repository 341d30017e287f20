using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Text;
using BareMetal.AltTool;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Logs;
using BareMetal.AltTool.Serial;
using BareMetal.AltTool.Show;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>`alt show`: reading a boot's report, refusing a damaged one, and the text of a site.</summary>
[Trait("Area", "The build")]
public sealed class ShowTests
{
    private const string Patched =
        """@alt {"index":0""" +
        ""","orig":"0xffff800080000000","cap":"HAS_SB","callback":null,"action":"patched","old":["0xd503379f","0xd5033fdf"]""" +
        ""","new":["0xd50330ff","0xd503201f"]}""";

    private const string Kept =
        """@alt {"index":1""" +
        ""","orig":"0xffff800080000010","cap":"ALWAYS_BOOT","callback":"bm_cb_nops","action":"kept","old":["0x14000002"]""" +
        ""","new":["0x14000002"]}""";

    private const string Boot = """@boot {"schema":1,"version":"0.1.0","image":"sha256"}""";

    [Fact]
    public void Sites_are_read_from_a_serial_log()
    {
        IReadOnlyList<EntryLine> sites = Read(Log(Patched, Kept)).Entries;

        Assert.Equal(
            ["0 HAS_SB  Patched", "1 ALWAYS_BOOT bm_cb_nops Kept"], sites.Select(s => $"{s.Index} {s.Capability} {s.Callback} {s.Action}"));
        Assert.Equal(0xffff800080000010ul, sites[1].Orig);
        Assert.Equal([0xd50330ffu, 0xd503201fu], sites[0].New);
    }

    [Fact]
    public void A_report_that_lost_a_line_is_refused()
    {
        string log = Log(Patched, Kept).Replace(Kept + "\r\n", "", StringComparison.Ordinal);

        InputException refused = Assert.Throws<InputException>(() => Read(log));

        Assert.Contains("2 entries announced, 1 received", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_with_a_changed_word_is_refused()
    {
        string log = Log(Patched, Kept).Replace("0x14000002", "0x14000003", StringComparison.Ordinal);

        Assert.Throws<InputException>(() => Read(log));
    }

    [Theory]
    [InlineData("@alt {\"index\":0")]
    [InlineData("@alt {}")]
    [InlineData("@alt []")]
    [InlineData("@alt {\"index\":\"a\"}")]
    [InlineData(
        "@alt {\"index\":0,\"orig\":\"0xffff800080000002\",\"cap\":\"A\",\"callback\":null,\"action\":\"kept\",\"old\":[],\"new\":[]}")]
    [InlineData("@alt {\"index\":0,\"orig\":\"0x0\",\"cap\":null,\"callback\":null,\"action\":\"kept\",\"old\":[],\"new\":[]}")]
    [InlineData(
        "@alt {\"index\":0,\"orig\":\"0x0\",\"cap\":\"A\",\"callback\":null,\"action\":\"kept\",\"old\":[\"0x123456789\"],\"new\":[]}")]
    public void A_damaged_line_is_named_by_its_number(string line)
    {
        InputException refused = Assert.Throws<InputException>(() => Read($"{Boot}\n{line}\n"));

        Assert.Equal("log(2)", refused.File);
    }

    [Fact]
    public void A_log_without_a_summary_is_refused() =>
        Assert.Contains(
            "no @alt-summary line", Assert.Throws<InputException>(() => Read($"{Boot}\n{Patched}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Newer_instructions_and_branch_targets_are_decoded()
    {
        const ulong Start = 0xffff800080000000;
        uint[] words = [0xc8e0fc41, 0xb8e00041, 0xf8bfc020, 0xd50330ff, 0x19010440, 0xd53b2400, 0xd53be0c0, 0x14000002, 0];
        var code = words.Select((word, i) => (Word: word, Address: Start + ((ulong)i * 4))).ToDictionary(w => w.Address, w => w.Word);

        Dictionary<ulong, string> text = GnuDisassembler.Run(code);

        Assert.Equal(
            [
                "casal x0, x1, [x2]", "ldaddal w0, w1, [x2]", "ldapr x0, [x1]", "sb", "cpyfp [x0]!, [x1]!, x2!",
                "mrs x0, rndr", "mrs x0, cntvctss_el0", "b 0xffff800080000024", "udf #0",
            ],
            text.OrderBy(t => t.Key).Select(t => t.Value));
    }

    [Fact]
    public void A_site_shows_both_arms_side_by_side()
    {
        using var image = new SampleImage();
        image.LinkFirstPass();
        File.WriteAllText(image.PathOf("report.txt"), Log(Patched));

        CommandResult result = Show(image, "report.txt");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            """
              0  bm_barrier+0x0  HAS_SB: patched
                 ffff800080000000  d503379f  dsb nsh                            | d50330ff  sb
                 ffff800080000004  d5033fdf  isb                                | d503201f  nop
            """,
            result.Text.TrimEnd());
    }

    [Trait("Rule", "a site is shown once; an entry that is beaten isn't missed")]
    [Fact]
    public void A_site_with_several_entries_is_shown_once_by_the_one_that_was_taken()
    {
        string kept =
            Patched.Replace("patched", "kept", StringComparison.Ordinal)
                .Replace("\"0xd50330ff\",\"0xd503201f\"", "\"0xd503379f\",\"0xd5033fdf\"", StringComparison.Ordinal);
        string[] lines =
            [kept, Patched.Replace(":0,", ":1,", StringComparison.Ordinal), kept.Replace(":0,", ":2,", StringComparison.Ordinal)];
        using var image = new SampleImage();
        image.LinkFirstPass();
        File.WriteAllText(image.PathOf("report.txt"), Log(lines));
        File.WriteAllText(image.PathOf("kept.txt"), Log(lines[0], lines[2]));

        Assert.Equal(
            """
              1  bm_barrier+0x0  HAS_SB: patched
                 ffff800080000000  d503379f  dsb nsh                            | d50330ff  sb
                 ffff800080000004  d5033fdf  isb                                | d503201f  nop
            """,
            Show(image, "report.txt").Text.TrimEnd());
        Assert.StartsWith("  2  bm_barrier+0x0  HAS_SB: kept\n", Show(image, "kept.txt").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_another_image_is_refused()
    {
        using var image = new SampleImage();
        image.LinkFirstPass();
        File.WriteAllText(image.PathOf("report.txt"), Log(Patched, Kept));

        CommandResult result = Show(image, "report.txt");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("site 1 at 0xffff800080000010 doesn't hold what the report says", result.Text, StringComparison.Ordinal);
    }

    private static SerialReport Read(string log) => ShowVerb.Load(ReportedLog.Parse("log", log));

    private static CommandResult Show(SampleImage image, string report) =>
        Command.Run(image.Folder, "dotnet", Path.Combine(AppContext.BaseDirectory, "alt.dll"), "show", "first.elf", "--report", report);

    /// <summary>A log as it comes from serial: other lines between, and carriage returns.</summary>
    private static string Log(params ReadOnlySpan<string> lines)
    {
        Crc32 crc = new();
        var log = new StringBuilder($"[    0.001] boot\r\n{Boot}\r\n");
        foreach (string line in lines)
        {
            log.Append(line).Append("\r\n[    0.002] between\r\n");
            crc.Append(Encoding.Latin1.GetBytes($"{line}\n"));
        }

        int kept = log.ToString().Split("\"kept\"").Length - 1;
        string sum = $"\"entries\":{lines.Length},\"patched\":{lines.Length - kept},\"kept\":{kept},\"failed\":0,\"callbacks\":1";
        string rest = $"\"words\":2,\"lines\":1,\"errors\":0,\"crc32\":\"{crc.GetCurrentHashAsUInt32():x8}\"";
        return log.Append($"@alt-summary {{{sum},{rest}}}\r\nPASS\r\n").ToString();
    }
}
