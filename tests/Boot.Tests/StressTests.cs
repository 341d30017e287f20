using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Boot.Tests;

/// <summary>
/// All cores run patched code while the boot core undoes and applies it, by tests/guest/Stress*.cs. A thousand rounds are run by
/// hand: tests/proof/README.md.
/// </summary>
[Trait("Area", "Several cores")]
public sealed partial class StressTests : IClassFixture<GuestFixture>
{
    private const int Rounds = 20;

    [Trait("Rule", "cores that wait may be stopped")]
    [Theory]
    [InlineData("max", 4)]
    [InlineData("cortex-a53", 4)]
    [InlineData("max", 1)]
    public async Task No_core_computes_anything_wrong_while_text_is_patched(string cpu, int cores)
    {
        BootLog log = await RunAsync(cpu, cores, $"stress.rounds={Rounds}");

        BootAssert.Passed(log);
        BootAssert.None(log.After("stress: wrong "), log);
        BootAssert.Logged(log, $"stress: {Rounds} rounds, text is as before");

        // All have worked, and the boot core in both states of the text each round.
        List<Match> work = [.. log.Lines.Select(line => Work().Match(line)).Where(match => match.Success)];
        BootAssert.True(work.Count == cores, $"{work.Count} cores have worked", log);
        BootAssert.True(work.All(match => int.Parse(match.Groups["loops"].ValueSpan, null) > 0), "a core has done nothing", log);
        BootAssert.True(work[0].Groups["patched"].Value == work[0].Groups["not"].Value, "the boot core's calls aren't half patched", log);
        BootAssert.True(cores == 1 || work.Skip(1).All(match => match.Groups["patched"].Value != "0" && match.Groups["not"].Value != "0"),
            "a core has seen one state only", log);
    }

    [Trait("Rule", "a wrong result of any core is noticed")]
    [Theory]
    [InlineData("sum", 4)]
    [InlineData("copy", 4)]
    [InlineData("fill", 4)]
    [InlineData("crc", 4)]
    [InlineData("call", 4)]
    [InlineData("lock", 4)]
    [InlineData("barrier", 4)]
    [InlineData("sum", 1)]
    public async Task A_wrong_result_is_named_and_fails(string check, int cores)
    {
        BootLog log = await RunAsync("max", cores, $"stress.rounds={Rounds} stress.break={check}");

        BootAssert.Failed(log, "FAIL program (30)");
        string[] wrong = [.. log.After("stress: wrong on CPU ")];
        BootAssert.True(
            wrong.Length > 0 && wrong.All(words => words.EndsWith($": {check}", StringComparison.Ordinal)), string.Join('\n', wrong), log);
    }

    private static Task<BootLog> RunAsync(string cpu, int cores, string arguments) => SharedBoots.LogAsync(new BootCase
    {
        Image = GuestFixture.Image,
        Cpu = cpu,
        CpuCount = cores,
        Append = $"test=stress alt.report=quiet {arguments}",
        TimeLimit = TimeSpan.FromMinutes(3),
    });

    [GeneratedRegex(@"stress: CPU \d: (?<loops>\d+) loops, (?<patched>\d+) calls patched, (?<not>\d+) not", RegexOptions.ExplicitCapture)]
    private static partial Regex Work();
}
