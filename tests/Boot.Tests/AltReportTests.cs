using System;
using System.Linq;
using BareMetal.AltTool.Serial;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>Reading of the guest's report: whatever is lost on the way makes it inconclusive.</summary>
[Trait("Area", "Reports")]
public sealed class AltReportTests
{
    private static readonly string[] s_lines =
    [
        "firmware before ours",
        """@boot {"schema":1,"version":"0.1.0","image":"sha256"}""",
        """
        @alt {"index":0,"orig":"0xffff800080000010","cap":"HAS_LSE_ATOMICS","callback":null,"action":"patched","old":["0x885ffc02"],"new":["0xb8e10002"]}
        """,
        """
        @alt {"index":1,"orig":"0xffff800080000020","cap":"ALWAYS_SYSTEM","callback":"bm_cb_nops","action":"kept","old":["0xd4200160"],"new":["0xd4200160"]}
        """,
        """@alt-summary {"entries":2,"patched":1,"kept":1,"failed":0,"callbacks":1,"words":1,"lines":1,"errors":0,"crc32":"356ca792"}""",
        """@idregs {"cpu":0,"midr_el1":"0x00000000410fd083","ctr_el0":"0x000000008444c004"}""",
        """
        @inputs {"effective":{"ctr_el0":"0x000000009444c004"},"conduit":"hvc","cntfrq":62500000,"el":1,"load":"0x40200000","voffset":"0xffff80003fe00000","bootargs":"a=\"b\""}
        """,
        "PASS",
    ];

    [Fact]
    public void A_whole_report_is_read()
    {
        SerialReport report = SerialReport.Parse(s_lines);

        Assert.Empty(report.Damage);
        Assert.Equal("0.1.0", report.Boot?.Version);
        Assert.Equal(0xffff800080000010, report.Entries[0].Orig);
        Assert.Equal("HAS_LSE_ATOMICS", report.Entries[0].Capability);
        Assert.Equal(EntryAction.Patched, report.Entries[0].Action);
        Assert.Equal([0xb8e10002], report.Entries[0].New);
        Assert.Equal("bm_cb_nops", report.Entries[1].Callback);
        Assert.Equal(1, report.Summary?.Words);
        Assert.Equal(0x410fd083ul, Assert.Single(report.Registers)["midr_el1"]);
        Assert.Equal(
            ("hvc", 62_500_000, "a=\"b\""), (report.Inputs?.Conduit, report.Inputs?.CounterFrequency, report.Inputs?.BootArguments));
        Assert.Equal(0x9444c004ul, report.Inputs?.Effective["ctr_el0"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_missing_line_is_damage(int missing)
    {
        Assert.NotEmpty(SerialReport.Parse(s_lines.Where((_, index) => index != missing)).Damage);
    }

    [Theory]
    [InlineData("0xb8e10002", "0xb8e10003", "crc32")]
    [InlineData("\"patched\":1", "\"patched\":2", "2 entries patched announced, 1 received")]
    [InlineData("\"index\":0", "\"index\":", "in: @alt")]
    [InlineData("\"action\":\"kept\"", "\"action\":\"skipped\"", "in: @alt")]
    [InlineData("\"orig\":\"0x", "\"orig\":\"", "is not a hexadecimal string")]
    [InlineData("\"cpu\":0", "\"cpu\":1", "@idregs line 0 is of another CPU")]
    [InlineData("\"cpu\":0", "\"cpu\":\"0\"", "@idregs line 0 is of another CPU")]
    [InlineData("\"midr_el1\":\"0x", "\"midr_el1\":\"", "is not a hexadecimal string")]
    [InlineData("\"midr_el1\":\"", "\"midr_el1:\"", "in: @idregs")]
    [InlineData("\"conduit\":\"hvc\",", "", "in: @inputs")]
    [InlineData("\"load\":\"0x", "\"load\":\"", "is not a hexadecimal string")]
    public void A_changed_line_is_damage(string text, string changed, string message)
    {
        SerialReport report = SerialReport.Parse(s_lines.Select(line => line.Replace(text, changed, StringComparison.Ordinal)));

        Assert.Contains(report.Damage, damage => damage.Text.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_boot_without_a_report_says_how_to_get_one()
    {
        Assert.Contains("alt.report=json", Assert.Single(SerialReport.Parse(["PASS"]).Damage).Text, StringComparison.Ordinal);
    }
}
