using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Fuzz.Tests;

/// <summary>What <c>make fuzz</c> runs for as long as one likes, for ten seconds each; and all inputs that are kept.</summary>
[Trait("Area", "Fuzzing")]
public sealed partial class FuzzTests
{
    // How many there are in that time is a matter of the machine and its load; far fewer would be no test.
    private const int Seconds = 10;
    private const int FewestExecutions = 500;
    private const int FewestEdges = 100;

    public static IEnumerable<TheoryDataRow<string>> Targets => FuzzTargets.Names.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Ten_seconds_break_no_property(string target)
    {
        (int exitCode, string output) = await FuzzProgram.RunAsync("run", "--target", target, "--seconds", $"{Seconds}", "--jobs", "1");

        Assert.True(exitCode == 0, output);
        Match match = Numbers().Match(output);
        Assert.True(match.Success, output);
        Assert.InRange(int.Parse(match.Groups["executions"].Value, CultureInfo.InvariantCulture), FewestExecutions, int.MaxValue);
        Assert.InRange(int.Parse(match.Groups["edges"].Value, CultureInfo.InvariantCulture), FewestEdges, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Every_input_that_is_kept_breaks_no_property(string target)
    {
        string[] files = Directory.GetFiles(Repository.PathOf("tests", "fuzz", "corpus", target));

        (int exitCode, string output) = await FuzzProgram.RunAsync(["replay", .. files]);

        Assert.True(exitCode == 0, output);
        Assert.Equal(files.Length, output.Split("no property broken").Length - 1);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_run()
    {
        string[] arguments = ["run", "--target", "dtb", "--executions", "3000", "--seed", "7", "--seconds", "60"];

        (_, string one) = await FuzzProgram.RunAsync(arguments);
        (_, string other) = await FuzzProgram.RunAsync(arguments);

        Assert.Equal(Numbers().Match(one).Groups["edges"].Value, Numbers().Match(other).Groups["edges"].Value);
        Assert.Equal(Numbers().Match(one).Groups["kept"].Value, Numbers().Match(other).Groups["kept"].Value);
        Assert.Equal("3000", Numbers().Match(one).Groups["executions"].Value);
    }

    [Fact]
    public async Task A_target_that_there_is_not_is_refused_with_the_names_of_those_that_there_are()
    {
        (int exitCode, string output) = await FuzzProgram.RunAsync("run", "--target", "tables");

        Assert.Equal(2, exitCode);
        Assert.Contains("no target 'tables': table, ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_there_is_not_is_refused_with_the_folders_of_those_that_there_are()
    {
        (int exitCode, string output) = await FuzzProgram.RunAsync("replay", "out/fuzz/found/table/none");

        Assert.Equal(2, exitCode);
        Assert.Contains("there is no file out/fuzz/found/table/none: give one of out/fuzz/found/TARGET/", output, StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"^\S+ +(?<executions>[0-9]+) executions +[0-9]+/s +(?<edges>[0-9]+) edges +(?<kept>[0-9]+) kept +0 violations",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();
}
