using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>generate.awk: cpucaps.txt and idfields.txt to C# and to the assembler's numbers.</summary>
public sealed partial class GeneratorTests : IDisposable
{
    private const string Fields = "register ID_X_EL1 3 0 0 4 0\nA 3:0 unsigned lower\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("patcher-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Assembler_and_c_see_the_numbers_of_the_enum()
    {
        (int status, string _) = Generate(Fields, "ONE | | always\nTWO_X | two | ID_X_EL1.A >= 2\n");

        Assert.Equal(0, status);
        Assert.Contains(".equ ONE, 0\n.equ TWO_X, 1\n.equ ARM64_NCAPS, 2\n.equ ARM64_CB_BIT, 0x8000\n", Output("cpucaps.inc"), StringComparison.Ordinal);
        Assert.Contains("#define TWO_X 1\n#define ARM64_NCAPS 2\n", Output("cpucaps.h"), StringComparison.Ordinal);
        Assert.Equal(["One=0", "TwoX=1", "NCaps=2"], MemberPattern().Matches(Output("CpuCap.g.cs")).Select(member => $"{member.Groups[1]}={member.Groups[2]}"));
    }

    [Theory]
    [InlineData(Fields, "ONE | one | ID_X_EL1.B >= 1", "cpucaps.txt(1): error: no such field in idfields.txt: ID_X_EL1.B")]
    [InlineData(Fields, "ONE | one | sometimes", "cpucaps.txt(1): error: can't read the condition: sometimes")]
    [InlineData(Fields, "\nONE | one", "cpucaps.txt(2): error: expected: NAME | text | present when")]
    [InlineData(Fields, "ONE | | always\nONE | | always", "cpucaps.txt(2): error: capability named twice: ONE")]
    [InlineData(Fields, "ONE | | midr 0x410fd030 r0p0", "cpucaps.txt(1): error: expected a range as rXpY-rXpY, found r0p0")]
    [InlineData("A 3:0 unsigned lower", "", "idfields.txt(1): error: expected: FIELD hi:lo sign rule, below a register")]
    [InlineData(Fields + "B 0:3 unsigned lower", "", "idfields.txt(3): error: expected bits as hi:lo, found 0:3")]
    [InlineData(Fields + "B 7:4 maybe lower", "", "idfields.txt(3): error: expected signed or unsigned, found maybe")]
    [InlineData(Fields + "B 7:4 signed safe", "", "idfields.txt(3): error: expected lower, higher or exact, found safe")]
    [InlineData(Fields + "A 7:4 signed lower", "", "idfields.txt(3): error: field named twice: A")]
    [InlineData("register ID_X_EL1 3 0", "", "idfields.txt(1): error: expected: register NAME op0 op1 CRn CRm op2")]
    public void A_row_that_cannot_be_understood_stops_the_build_with_file_and_line(string fields, string caps, string expected)
    {
        (int status, string error) = Generate(fields, caps);

        Assert.Equal(1, status);
        Assert.Equal(expected, Path.GetFileName(error.Trim()));
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.g.cs"));
    }

    [Fact]
    public void More_capabilities_than_a_set_holds_are_refused()
    {
        (int status, string error) = Generate(Fields, string.Concat(Enumerable.Range(0, 129).Select(i => $"CAP_{i} | | always\n")));

        Assert.Equal(1, status);
        Assert.Contains("CpuCapSet holds 128 capabilities, 129 are named", error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^    (\w+) = (\d+),$", RegexOptions.Multiline)]
    private static partial Regex MemberPattern();

    private (int Status, string Error) Generate(string fields, string caps)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "generate.awk");
        string fieldsFile = Path.Combine(_folder, "idfields.txt");
        string capsFile = Path.Combine(_folder, "cpucaps.txt");
        File.WriteAllText(fieldsFile, fields);
        File.WriteAllText(capsFile, caps);
        ProcessStartInfo start = new("awk", ["-v", "out=" + _folder, "-f", script, fieldsFile, capsFile]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }

    private string Output(string name) => File.ReadAllText(Path.Combine(_folder, name));
}
