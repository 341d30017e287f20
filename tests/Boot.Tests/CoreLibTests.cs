using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>The core library on the metal: what tests/guest/CoreLib*.cs check, and how each kind of failed check ends.</summary>
[Trait("Area", "Exceptions and the core library")]
public sealed partial class CoreLibTests : IClassFixture<GuestFixture>
{
    private const ulong FirstPage = 4096;

    private static readonly string[] s_sources = Directory.GetFiles(Repository.PathOf("tests", "guest"), "CoreLib*.cs");

    [Theory]
    [InlineData("cortex-a53", "")]
    [InlineData("cortex-a53", "id_aa64isar0.crc32=0")]
    [InlineData("max", "")]
    public async Task Computes_what_NET_computes(string cpu, string overrides)
    {
        BootLog log =
            await SharedBoots.LogAsync(SharedBoots.Json(cpu, arguments: $"test=corelib {overrides}") with { Image = GuestFixture.Image });

        BootAssert.None(log.After("corelib: wrong: "), log);
        BootAssert.Passed(log);
        BootAssert.True(log.Report.Summary is { Patched: > 0 }, "nothing was patched", log);
        BootAssert.Logged(log, $"corelib: {Matches(CheckCall()).Count()} checks, 0 failed");
        Assert.Equal(Matches(GroupCall()).Order(), log.After("corelib: checking ").Order());
    }

    [Theory]
    [InlineData("array-index", "FAIL index-out-of-range (6)", "panic: index out of range at ")]
    [InlineData("inline-array-index", "FAIL index-out-of-range (6)", "panic: index out of range at ")]
    [InlineData("string-index", "FAIL index-out-of-range (6)", "panic: index out of range at ")]
    [InlineData("negative-index", "FAIL index-out-of-range (6)", "panic: index out of range at ")]
    [InlineData("slice", "FAIL index-out-of-range (6)", "panic: argument out of range at ")]
    [InlineData("range", "FAIL index-out-of-range (6)", "panic: argument out of range at ")]
    [InlineData("negative-length", "FAIL index-out-of-range (6)", "panic: argument out of range at ")]
    [InlineData("short-read", "FAIL index-out-of-range (6)", "panic: argument out of range at ")]
    [InlineData("long-copy", "FAIL bad-argument (12)", "panic: bad argument at ")]
    [InlineData("clamp", "FAIL bad-argument (12)", "panic: bad argument at ")]
    [InlineData("checked-product", "FAIL overflow (7)", "panic: arithmetic overflow at ")]
    [InlineData("checked-conversion", "FAIL overflow (7)", "panic: arithmetic overflow at ")]
    [InlineData("checked-fraction", "FAIL overflow (7)", "panic: arithmetic overflow at ")]
    [InlineData("smallest-by-minus-one", "FAIL overflow (7)", "panic: arithmetic overflow at ")]
    [InlineData("absolute-of-smallest", "FAIL overflow (7)", "panic: arithmetic overflow at ")]
    [InlineData("remainder-by-zero", "FAIL divide-by-zero (8)", "panic: division by zero at ")]
    [InlineData("no-value", "FAIL bad-argument (12)", "panic: invalid operation at ")]
    public async Task A_failed_check_is_named(string test, string verdict, string words)
    {
        BootLog log = await RunAsync(test);

        BootAssert.Failed(log, verdict);
        BootAssert.Logged(log, words);
        BootAssert.Logged(log, " CoreLibFaults.Run+0x");
    }

    [Theory]
    [InlineData("null-string")]
    [InlineData("null-array")]
    public async Task A_null_reference_is_a_data_abort_near_0(string test)
    {
        BootLog log = await RunAsync(test);

        BootAssert.Failed(log, "FAIL exception (3)");
        BootAssert.Logged(log, "synchronous exception: data abort, translation fault on read");
        Match address = FaultAddress().Match(log.Serial);
        BootAssert.True(
            address.Success && ulong.Parse(address.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) < FirstPage,
                "FAR isn't in the first page", log);
        BootAssert.Logged(log, "ELR 0x");
        BootAssert.Logged(log, " CoreLibFaults.Run+0x");
    }

    private static Task<BootLog> RunAsync(string test)
    {
        return SharedBoots.LogAsync(new BootCase { Image = GuestFixture.Image, Append = $"test={test} alt.report=quiet" });
    }

    private static IEnumerable<string> Matches(Regex pattern)
    {
        return s_sources.SelectMany(source => pattern.Matches(File.ReadAllText(source))).Select(match => match.Groups[1].Value);
    }

    [GeneratedRegex("""Check\.Group\("([^"]*)"u8\)""")]
    private static partial Regex GroupCall();

    [GeneratedRegex("""Check\.That\(\s*"([^"]*)"u8,""")]
    private static partial Regex CheckCall();

    [GeneratedRegex("(?<=FAR 0x)[0-9a-f]{16}")]
    private static partial Regex FaultAddress();
}
