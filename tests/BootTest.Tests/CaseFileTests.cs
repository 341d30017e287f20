using System;
using System.IO;
using System.Linq;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.BootTest.Tests;

/// <summary>Case files: short data becomes rows, and what isn't understood is named with its place.</summary>
[Trait("Area", "The boot-test runner")]
public sealed class CaseFileTests
{
    [Fact]
    public void Lists_make_a_row_for_each_combination_and_names_say_what_differs()
    {
        TestCase[] rows = Load("""{ "cases": [{ "name": "{cpu} EL{el}", "image": "Image", "cpu": ["a64fx", "max"], "el": [1, 2, 3] }] }""");

        Assert.Equal(["a64fx EL1", "a64fx EL2", "a64fx EL3", "max EL1", "max EL2", "max EL3"], rows.Select(row => row.Name));
        Assert.Equal(("max", 3), (rows[5].Boot.Cpu, rows[5].Boot.ExceptionLevel));
    }

    [Fact]
    public void Single_values_replace_those_of_the_defaults_and_lists_are_added_to_them()
    {
        TestCase row = Assert.Single(Load(
            """
            {
              // what all have
              "defaults": { "image": "Image", "append": "a", "expect": ["first"], "qemu": ["-S"] },
              "cases": [{ "name": "x", "rows": [{ "append": "b", "expect": ["second"] }],
                "expect": [{ "regex": "loaded at {load}$" }], "load": "0x1000", }],
            }
            """));

        Assert.Equal("b", row.Boot.Append);
        Assert.Equal(["'first'", "/loaded at {load}$/".Replace("{load}", "0x1000", StringComparison.Ordinal), "'second'"],
            row.Expect.Select(pattern => $"{pattern}"));
        Assert.Equal(["-S"], row.Boot.QemuArguments);
    }

    [Fact]
    public void Files_are_found_from_the_case_file()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("cases.json", """{ "cases": [{ "name": "x", "image": "../out/Image", "dtb": "my.dtb" }] }""");

        BootCase boot = Assert.Single(CaseFile.Load(path)).Boot;

        Assert.Equal(Path.GetFullPath(folder.PathOf("../out/Image")), boot.Image);
        Assert.Equal(folder.PathOf("my.dtb"), boot.DeviceTree);
    }

    [Fact]
    public void A_Pi_starts_at_EL2_unless_told()
    {
        Assert.Equal(
            2, Assert.Single(Load("""{ "cases": [{ "name": "x", "image": "Image", "machine": "raspi4b" }] }""")).Boot.ExceptionLevel);
    }

    [Theory]
    [InlineData("\"PASS\"", "PASS", 0)]
    [InlineData("\"FAIL board (12)\"", "FAIL board (12)", 12)]
    public void An_expected_verdict_may_be_a_failure(string json, string expected, int code)
    {
        VerdictRule rule = Assert.Single(Load($$"""{ "cases": [{ "name": "x", "image": "i", "verdict": {{json}} }] }""")).Verdict;

        Assert.Equal(expected, $"{rule.Expected}");
        Assert.Equal(code, rule.Expected.Code);
        Assert.False(rule.AnyCode);
    }

    [Theory]
    [InlineData("""{ "cases": [ { "name": "x" "image": 1 } ] }""", "line 1")]
    [InlineData("{\n\n  \"cases\": [\n    nonsense ] }", "line 4")]
    [InlineData("[]", "line 1: { \"defaults\"")]
    [InlineData("""{ "case": [] }""", "line 1: { \"defaults\"")]
    [InlineData("""{ "cases": {} }""", "cases: a list")]
    [InlineData("""{ "cases": [1] }""", "cases[0]: an object")]
    [InlineData("""{ "default": {}, "cases": [] }""", "default: { \"defaults\"")]
    [InlineData("""{ "cases": [{ "image": "i" }] }""", "cases[0]: name is missing")]
    [InlineData("""{ "cases": [{ "name": "x" }] }""", "cases[0]: image is missing")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "cpus": 4 }] }""", "cases[0].cpus: no such member: ")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "el": [1, 4] }] }""", "cases[0].el[1]: a number from 1 to 3")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "el": "one" }] }""", "cases[0].el: a number")]
    [InlineData("""{ "defaults": { "smp": 0 }, "cases": [{ "name": "x", "image": "i" }] }""", "defaults.smp: a number from 1")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "rows": [{}, { "exit": "reset" }] }] }""",
        "cases[0].rows[1].exit: 'reset' is none of semihosting, poweroff, watchdog")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "expect": "text" }] }""", "cases[0].expect: a list")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "expect": [""] }] }""", "cases[0].expect[0]: an empty text")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "forbid": [{ "regex": "(" }] }] }""", "cases[0].forbid[0].regex: ")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "forbid": [{ "reg": "a" }] }] }""", "cases[0].forbid[0]: a text or")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "verdict": "DONE" }] }""", "cases[0].verdict: 'DONE' is none of PASS")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "verdict": { "fail": "no" } }] }""", "cases[0].verdict: { \"pass\"")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "report": "yes" }] }""", "cases[0].report: true or false")]
    [InlineData("""{ "cases": [{ "name": "{smp}", "image": "i" }] }""", "cases[0].name: {smp}: this row has no smp")]
    [InlineData("""{ "cases": [{ "name": "{append}", "append": "{name}", "image": "i" }] }""", "leads in a circle")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "machine": "raspi4b", "mem": 64 }] }""",
        "cases[0].mem: raspi4b has the CPUs and the RAM of its board")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "flags": 2 }] }""", "cases[0].flags: only a chain writes flags into memory")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "needsQemu": "new" }] }""", "cases[0].needsQemu: 'new' is no version")]
    [InlineData("""{ "cases": [{ "name": "x", "image": "i", "el": [1, 2] }] }""", "2 rows are called 'x'")]
    [InlineData("""{ "cases": [{ "name": "x", "name": "y", "image": "i" }] }""", "name")]
    public void What_is_wrong_is_named_with_file_and_place(string json, string message)
    {
        CaseFileException exception = Assert.Throws<CaseFileException>(() => Load(json));

        Assert.Contains("cases.json: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.Contains(
            "nowhere.json", Assert.Throws<CaseFileException>(() => CaseFile.Load("nowhere.json")).Message, StringComparison.Ordinal);
    }

    private static TestCase[] Load(string json)
    {
        using TemporaryFolder folder = new();
        return [.. CaseFile.Load(folder.Write("cases.json", json))];
    }
}
