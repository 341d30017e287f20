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
/// one for each step of the build that can refuse. Behind <c>// refused:</c> stands what the messages about that line must say.
/// </summary>
[Trait("Area", "The build")]
public sealed partial class RefusedCSharpTests
{
    private const string Mark = "// refused: ";
    private const string Separator = " | ";

    [Theory]
    [InlineData("declarations")]
    [InlineData("entries")]
    [InlineData("bodies")]
    [InlineData("statics")]
    [InlineData("helpers")]
    public void Every_marked_line_is_refused_and_no_other(string program)
    {
        string folder = Repository.PathOf("tests", "Toolchain.Tests", "refused", program);
        string output = Repository.PathOf("out", "refused");

        CommandResult result = Build(folder, output);

        Assert.False(result.Succeeded, "it builds");
        Assert.False(File.Exists(Path.Combine(output, "Image")), "there is an Image all the same");
        ILookup<string, string> messages = Messages(result.Text);
        List<(string Place, string Text)> expected = [.. Directory.GetFiles(folder, "*.cs").SelectMany(MarkedLines)];
        Assert.NotEmpty(expected);
        Assert.All(expected, mark => Assert.Contains(messages[mark.Place], text => text.Contains(mark.Text, StringComparison.Ordinal)));
        Assert.Subset(expected.Select(mark => mark.Place).ToHashSet(), messages.Select(line => line.Key).ToHashSet());
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
                "log : error BM0003: the compiler says: ---> System.InvalidOperationException: Expected type 'X' not found in module 'BareMetal'",
            ],
            PreinitVerb.Check("log", log, assembly: null).Select(finding => finding.ToString()));
    }

    // All programs are built into one folder, so that the host tool is built once.
    private static CommandResult Build(string folder, string output) => Command.Run(
        Repository.Root,
        "dotnet",
        "msbuild", "-restore", "-nologo", "-verbosity:quiet", "-nodeReuse:false", "tests/guest/Guest.csproj",
        "-p:Configuration=Release", "-p:Toolchain=ilc", $"-p:ProgramFolder={folder}/", $"-p:ImageOutput={output}/", $"-p:ArtifactsPath={output}/");

    private static ILookup<string, string> Messages(string output) =>
        Message().Matches(output).ToLookup(match => $"{match.Groups["file"]}({match.Groups["line"]})", match => match.Groups["text"].Value);

    private static IEnumerable<(string Place, string Text)> MarkedLines(string path)
    {
        string[] lines = File.ReadAllLines(path);
        for (int index = 0; index < lines.Length; index++)
        {
            int mark = lines[index].IndexOf(Mark, StringComparison.Ordinal);
            string[] texts = mark < 0 ? [] : lines[index][(mark + Mark.Length)..].Split(Separator);
            foreach (string text in texts)
            {
                yield return ($"{Path.GetFileName(path)}({index + 1})", text);
            }
        }
    }

    [GeneratedRegex(@"(?<file>[^/\n]+\.cs)\((?<line>[0-9]+),[0-9]+\): error (?<text>.*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Message();
}
