using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.AltTool;
using BareMetal.AltTool.CommandLine;
using BareMetal.AltTool.Declarations;
using Xunit;

namespace BareMetal.Toolchain.Tests.Declarations;

/// <summary>
/// What `alt compile` says of attributes: of every line marked by <see cref="RefusedMarks"/> its text, and nothing of any other.
/// </summary>
[Trait("Area", "The build")]
public sealed class RefusedAlternativesTests(CompiledSource source) : IClassFixture<CompiledSource>
{
    [Theory]
    [InlineData("Declarations.cs")]
    [InlineData("Instructions.cs")]
    public void Every_marked_line_is_refused_with_its_text_and_no_other(string file)
    {
        string path = Path.Combine(CompiledSource.Folder, file);
        List<Diagnostic> findings = [.. source.Findings, .. InstructionCheck.Run(source.Declarations, CompiledSource.Capabilities)];
        List<Diagnostic> ofFile = findings.FindAll(finding => finding.Origin == path);
        List<(int Line, string Text)> expected = [.. RefusedMarks.Of(path)];

        Assert.NotEmpty(expected);
        Assert.All(
            expected, mark => Assert.Contains(ofFile, f => f.Line == mark.Line && f.Text.Contains(mark.Text, StringComparison.Ordinal)));
        Assert.All(
            ofFile, f => Assert.Contains(expected, mark => f.Line == mark.Line && f.Text.Contains(mark.Text, StringComparison.Ordinal)));
        Assert.All(ofFile, f => Assert.Equal(DiagnosticCode.BadAlternative, f.Code));
    }

    [Fact]
    public void An_extern_without_code_is_refused_by_name()
    {
        string file = Path.Combine(CompiledSource.Folder, "WithoutCode.cs");
        const string Text = "the method is extern, and nothing says where its code is: add alternatives, RuntimeImport or a body";

        Assert.Equal(
            [
                $"{file} : error BM0011: WithoutCode.Value: {Text}",
                $"{file} : error BM0011: WithoutCode.Method: {Text}",
                $"BareMetal.dll : error BM0011: WithoutLines.Method: {Text}",
            ],
            source.Findings.Where(finding => finding.Line == 0).Select(finding => finding.ToString()));
    }

    [Fact]
    public void A_finding_is_in_the_form_of_MSBuild()
    {
        string file = Path.Combine(CompiledSource.Folder, "Declarations.cs");

        Assert.Contains(
            source.Findings,
            finding =>
                finding.ToString()
                    .StartsWith($"{file}(12,1): error BM0011: Declared.Unknown: there is no capability 999", StringComparison.Ordinal));
    }
}
