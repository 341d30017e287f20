using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BareMetal.Tests;
using Xunit;

namespace BareMetal.Patcher.Tests;

/// <summary>generate.awk: cpucaps.txt and idfields.txt to C# and to the assembler's numbers.</summary>
[Trait("Area", "Capabilities")]
public sealed partial class GeneratorTests : IDisposable
{
    private const string Fields = "register ID_X_EL1 3 0 0 4 0\nA 3:0 unsigned lower strict\n";
    private const string Erratum = "ONE | LOCAL_CPU_ERRATUM | one | errata";
    private const string Core = "core a 0x41 0xd03\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Assembler_and_c_see_the_numbers_of_the_enum()
    {
        (int status, string _) =
            Generate(Fields, "ONE | BOOT_CPU_FEATURE | | always\nTWO_X | SYSTEM_FEATURE | two | ID_X_EL1.A >= 2\n", "");

        Assert.Equal(0, status);
        Assert.Contains(".equ ONE, 0\n.equ TWO_X, 1\n.equ ARM64_NCAPS, 2\n.equ ARM64_CB_BIT, 0x8000\n", Output("cpucaps.inc"),
            StringComparison.Ordinal);
        Assert.Contains("#define TWO_X 1\n#define ARM64_NCAPS 2\n", Output("cpucaps.h"), StringComparison.Ordinal);
        Assert.Equal(["One=0", "TwoX=1", "NCaps=2"],
            MemberPattern().Matches(Output("CpuCap.g.cs")).Select(member => $"{member.Groups[1]}={member.Groups[2]}"));
    }

    [Theory]
    [InlineData(
        Fields, "ONE | SYSTEM_FEATURE | one | ID_X_EL1.B >= 1", "", "cpucaps.txt(1): error: no such field in idfields.txt: ID_X_EL1.B")]
    [InlineData(Fields, "ONE | SYSTEM_FEATURE | one | sometimes", "", "cpucaps.txt(1): error: can't read the condition: sometimes")]
    [InlineData(Fields, "ONE | SYSTEM_FEATURE | one | always & ID_X_EL1.A < 1", "",
        "cpucaps.txt(1): error: can't read the condition: ID_X_EL1.A < 1")]
    [InlineData(Fields, "\nONE | SYSTEM_FEATURE | one", "", "cpucaps.txt(2): error: expected: NAME | type | text | present where")]
    [InlineData(Fields, "ONE | FEATURE | one | always", "", "cpucaps.txt(1): error: no such type: FEATURE")]
    [InlineData(Fields, "ONE | SYSTEM_FEATURE | | always\nONE | SYSTEM_FEATURE | | always", "",
        "cpucaps.txt(2): error: capability named twice: ONE")]
    [InlineData(Fields, Erratum, Core + "1 | ONE | a r0p0 | done", "errata.txt(2): error: expected a range as rXpY-rXpY, found r0p0")]
    [InlineData(Fields, Erratum, Core + "1 | ONE | b | done", "errata.txt(2): error: no such core: b")]
    [InlineData(Fields, Erratum, Core + "1 | TWO | a | done", "errata.txt(2): error: no capability with the condition errata: TWO")]
    [InlineData(Fields, Erratum, Core + "one | ONE | a | done", "errata.txt(2): error: expected a number or loop=N, found one")]
    [InlineData(Fields, Erratum, Core + "1 | ONE | a r0p0-r0p1 fixed 32 | done", "errata.txt(2): error: expected \"fixed N\", found fixed")]
    [InlineData(Fields, Erratum, Core + "1 | ONE | a", "errata.txt(2): error: expected: NUMBER | capability or - | cores | what is done")]
    [InlineData(Fields, Erratum, "core a 65 3", "errata.txt(1): error: expected: core NAME 0xII 0xPPP")]
    [InlineData(Fields, Erratum, Core, "errata.txt(1): error: no core in errata.txt for ONE")]
    [InlineData(
        "A 3:0 unsigned lower strict", "", "", "idfields.txt(1): error: expected: FIELD hi:lo sign rule strictness, below a register")]
    [InlineData(Fields + "B 0:3 unsigned lower strict", "", "", "idfields.txt(3): error: expected bits as hi:lo, eight at most, found 0:3")]
    [InlineData(
        Fields + "B 11:3 unsigned lower strict", "", "", "idfields.txt(3): error: expected bits as hi:lo, eight at most, found 11:3")]
    [InlineData(Fields + "B 7:4 maybe lower strict", "", "", "idfields.txt(3): error: expected signed or unsigned, found maybe")]
    [InlineData(Fields + "B 7:4 signed safe strict", "", "",
        "idfields.txt(3): error: expected lower, higher, higher-or-zero or exact=N, found safe")]
    [InlineData(Fields + "B 7:4 signed exact strict", "", "",
        "idfields.txt(3): error: expected lower, higher, higher-or-zero or exact=N, found exact")]
    [InlineData(Fields + "B 7:4 signed lower lax", "", "", "idfields.txt(3): error: expected strict or loose, found lax")]
    [InlineData(
        Fields + "B 7:4 signed lower strict hidden", "", "", "idfields.txt(3): error: expected raised or hidden CONTROL, found hidden")]
    [InlineData(Fields + "A 7:4 signed lower strict", "", "", "idfields.txt(3): error: field named twice: A")]
    [InlineData("register ID_X_EL1 3 0", "", "", "idfields.txt(1): error: expected: register NAME op0 op1 CRn CRm op2")]
    [InlineData(Fields + "alias arm64.noa id_x.b=0", "", "", "idfields.txt(3): error: no such field: id_x.b=0")]
    [InlineData(Fields + "alias arm64.noa", "", "", "idfields.txt(3): error: expected: alias ARGUMENT REGISTER.FIELD=N ...")]
    public void A_row_that_cannot_be_understood_stops_the_build_with_file_and_line(
        string fields, string caps, string errata, string expected)
    {
        (int status, string error) = Generate(fields, caps, errata);

        Assert.Equal(1, status);
        Assert.Equal(expected, Path.GetFileName(error.Trim()));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.g.cs"));
    }

    [Fact]
    public void More_capabilities_than_a_set_holds_are_refused()
    {
        (int status, string error) =
            Generate(Fields, string.Concat(Enumerable.Range(0, 129).Select(i => $"CAP_{i} | SYSTEM_FEATURE | | always\n")), "");

        Assert.Equal(1, status);
        Assert.Contains("CpuCapSet holds 128 capabilities, 129 are named", error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^    (\w+) = (\d+),$", RegexOptions.Multiline)]
    private static partial Regex MemberPattern();

    private (int Status, string Error) Generate(string fields, string caps, string errata)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "generate.awk");
        string fieldsFile = _folder.PathOf("idfields.txt");
        string capsFile = _folder.PathOf("cpucaps.txt");
        File.WriteAllText(fieldsFile, fields);
        File.WriteAllText(capsFile, caps);
        string errataFile = _folder.PathOf("errata.txt");
        File.WriteAllText(errataFile, errata);
        CommandResult result = Command.Run("/", "awk", "-v", "out=" + _folder.Path, "-f", script, fieldsFile, capsFile, errataFile);
        return (result.ExitCode, result.Errors);
    }

    private string Output(string name) => File.ReadAllText(_folder.PathOf(name));
}
