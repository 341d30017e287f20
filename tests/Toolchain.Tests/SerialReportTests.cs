using System;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Text;
using BareMetal.AltTool.Logs;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>The one reader of a boot's lines: a log is bytes, for `alt` as for boottest, and its checksum is computed over them.</summary>
[Trait("Area", "Reports")]
public sealed class SerialReportTests
{
    [Theory]
    [InlineData(new byte[] { (byte)'e' })]
    [InlineData(new byte[] { 0xe9 })] // é in Latin-1, and no UTF-8
    [InlineData(new byte[] { 0xc3, 0xa9 })] // é in UTF-8
    [InlineData(new byte[] { 0xef, 0xbb, 0xbf })] // a byte order mark
    public void A_name_of_any_bytes_is_read_with_its_checksum(byte[] name)
    {
        byte[] log = Log(name);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, log);

            SerialReport byAlt = ReportedLog.Load(path).Report;
            SerialReport byBootTest = new BootLog(Encoding.Latin1.GetString(log), "", 0).Report;

            Assert.All([byAlt, byBootTest], report => Assert.Empty(report.Damage));
            Assert.All([byAlt, byBootTest], report => Assert.Equal(name, SerialText.ToBytes(report.Entries[0].Callback!)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_byte_that_was_changed_on_the_way_is_damage()
    {
        byte[] log = Log([0xe9]);
        log[Array.IndexOf(log, (byte)0xe9)] = 0xe8;

        SerialReport report = SerialReport.Parse(SerialText.Lines(SerialText.Of(log)));

        Assert.StartsWith("crc32 ", Assert.Single(report.Damage).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@boot", """{"schema":1,"version":"","image":""}""")]
    [InlineData("@inputs", """{"effective":{},"conduit":"hvc","cntfrq":1,"el":1,"load":"0x0","voffset":"0x0","bootargs":""}""")]
    [InlineData("@text", """{"address":"0x0","bytes":4,"sha256":""}""")]
    [InlineData("@wx", """{"leaves":1,"executable":1,"writable":1,"guarded":0,"cores":1,"probes":1,"violations":0}""")]
    public void A_line_that_comes_once_a_boot_comes_once(string kind, string json)
    {
        SerialReport report = SerialReport.Parse([$"{kind} {json}", "between", $"{kind} {json}"]);

        Assert.Contains(report.Damage, damage => damage.Kind == kind && damage.Line == 3);
        Assert.DoesNotContain(report.Damage, damage => damage.Line == 1);
        Assert.Equal((1, 3, 0), (report.LineOf(kind), report.LineOf(kind, 1), report.LineOf(kind, 2)));
    }

    [Theory]
    [InlineData("kept", true)]
    [InlineData("patched", true)]
    [InlineData("failed", false)] // such an address is why it failed
    public void Only_an_entry_that_failed_may_lie_between_instructions(string action, bool isDamage)
    {
        SerialReport report = SerialReport.Parse(
        [
            """@boot {"schema":1,"version":"","image":""}""",
            $$"""@alt {"index":0,"orig":"0x12","cap":"ALWAYS_BOOT","callback":null,"action":"{{action}}","old":[],"new":[]}""",
        ]);

        Assert.Equal(isDamage, report.Damage.Any(damage => damage.Text.Contains("0x12 isn't the address", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[    0.000002] PASS", "PASS")]
    [InlineData("FAIL board (12)", "FAIL board (12)")]
    [InlineData("FAIL board (1234567890)", null)]
    [InlineData("FAIL the board (12)", null)]
    [InlineData("a PASS", null)]
    public void A_verdict_has_a_line_of_its_own(string line, string? verdict) =>
        Assert.Equal(verdict, SerialVerdict.Parse(line)?.ToString());

    private static byte[] Log(byte[] name)
    {
        byte[] entry =
        [
            .. """@alt {"index":0,"orig":"0x10","cap":"ALWAYS_BOOT","callback": """u8, (byte)'"', .. name,
            .. "\",\"action\":\"kept\",\"old\":[\"0x1\"],\"new\":[\"0x1\"]}\n"u8,
        ];
        uint crc = Crc32.HashToUInt32(entry);
        string sum =
            """{"entries":1,"patched":0,"kept":1,"failed":0,"callbacks":1,"words":0,"lines":0,"errors":0,"crc32":""" + $"\"{crc:x8}\"}}";
        return
        [
            .. """@boot {"schema":1,"version":"0.1.0","image":"sha256"}"""u8, (byte)'\n',
            .. entry,
            .. Encoding.ASCII.GetBytes($"@alt-summary {sum}\nPASS\n"),
        ];
    }
}
