using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BareMetal.AltTool.Preinit;
using BareMetal.BootTest;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Toolchain.Tests;

/// <summary>
/// C# that can't run on bare metal doesn't become an Image, and the build names its lines. The programs lie in the folder refused,
/// one for each step of the build that can refuse. <see cref="RefusedMarks"/> say what the messages about a line must say.
/// </summary>
[Trait("Area", "The build")]
[Trait("Run", "slow")]
public sealed partial class RefusedCSharpTests
{
    private static readonly string s_folder = Repository.PathOf("tests", "Toolchain.Tests", "refused");
    private static readonly string s_output = Repository.PathOf("out", "refused");
    private static readonly Lazy<ILookup<string, string>> s_messages = new(Build);

    [Theory]
    [InlineData("declarations")]
    [InlineData("entries")]
    [InlineData("bodies")]
    [InlineData("statics")]
    [InlineData("helpers")]
    public void Every_marked_line_is_refused_and_no_other(string program)
    {
        ILookup<string, string> messages = s_messages.Value;

        Assert.False(File.Exists(Path.Combine(s_output, $"refused-{program}", "Image")), "there is an Image all the same");
        List<(string Place, string Text)> expected = MarkedLines(program);
        Assert.NotEmpty(expected);
        Assert.All(expected, mark => Assert.Contains(messages[mark.Place], text => text.Contains(mark.Text, StringComparison.Ordinal)));
        IEnumerable<string> places =
            messages.Select(line => line.Key).Where(place => place.StartsWith($"{program}/", StringComparison.Ordinal));
        Assert.Empty(places.Except(expected.Select(mark => mark.Place)));
    }

    /// <summary>No line of the product's sources either, which each of the programs is compiled with.</summary>
    [Fact]
    public void Nothing_is_refused_outside_of_the_programs()
    {
        string[] programs = [.. Directory.GetDirectories(s_folder).Select(folder => Path.GetFileName(folder)!)];

        Assert.All(s_messages.Value, line => Assert.Contains(line.Key.Split('/')[0], programs));
    }

    [Fact]
    public void What_ilc_says_when_it_fails_comes_through_without_its_stack()
    {
        string[] log =
        [
            "ILC: Scanning 15 methods...",
            "Error: Code generation failed for method '[BareMetal]Program.Main()'",
            " ---> System.InvalidOperationException: Expected type 'X' not found in module 'BareMetal'",
            "   at ILCompiler.Compilation.Compile() + 0x1",
            "   --- End of inner exception stack trace ---",
        ];

        Assert.Equal(
            [
                "log : error BM0003: the compiler says: Error: Code generation failed for method '[BareMetal]Program.Main()'",
                "log : error BM0003: the compiler says: ---> System.InvalidOperationException: " +
                    "Expected type 'X' not found in module 'BareMetal'",
            ],
            PreinitVerb.Check("log", log, assembly: null).Select(finding => finding.ToString()));
    }

    // All of them in one process, whose graph has the host tool once.
    private static ILookup<string, string> Build()
    {
        if (Directory.Exists(s_output))
        {
            Directory.Delete(s_output, recursive: true);
        }

        CommandResult result = Command.Run(
            s_folder, "dotnet", "msbuild", "-nologo", "-verbosity:quiet", "-nodeReuse:false", "-maxCpuCount:2", "-p:Configuration=Release",
                "all.proj");
        Assert.False(result.Succeeded, "they build");
        return Message().Matches(result.Text).ToLookup(
            match => $"{match.Groups["folder"]}/{match.Groups["file"]}({match.Groups["line"]})", match => match.Groups["text"].Value);
    }

    private static List<(string Place, string Text)> MarkedLines(string program) =>
    [
        .. from path in Directory.GetFiles(Path.Combine(s_folder, program), "*.cs")
           from mark in RefusedMarks.Of(path)
           select ($"{program}/{Path.GetFileName(path)}({mark.Line})", mark.Text),
    ];

    [GeneratedRegex(@"(?<folder>[^/\n]+)/(?<file>[^/\n]+\.cs)\((?<line>[0-9]+),[0-9]+\): error (?<text>.*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Message();
}
