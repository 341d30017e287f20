using System;
using System.Collections.Generic;
using System.Linq;
using BareMetal.Source.Tests.Rings;
using Xunit;

namespace BareMetal.Source.Tests.Style;

/// <summary>The rules of style that dotnet format doesn't know, over every file.</summary>
[Trait("Area", "The source")]
public sealed class StyleTests(ITestOutputHelper output)
{
    private static readonly string[] s_lists = ["tests/Source.Tests/words.txt", "tests/Source.Tests/places.txt"];

    [Fact]
    public void Unsafe_code_says_what_makes_it_right() =>
        Check("unsafe", UnsafeRule.Of(SourceFiles.CSharpFiles.AsParallel().Select(CompiledSources.ParseFile)));

    [Fact]
    public void No_line_of_CSharp_is_longer_than_140_columns() =>
        Check("columns", SourceFiles.CSharpFiles.AsParallel().SelectMany(file => LengthRules.LongLines(CompiledSources.ParseFile(file))));

    [Fact]
    public void No_file_of_CSharp_is_longer_than_300_lines() => Check("lines", Each(SourceFiles.CSharpFiles, LengthRules.LongFile));

    [Fact]
    public void Texts_say_it_in_plain_English() => Check("words", Each(Texts(), new WordRule(SourceFiles.Read(s_lists[0])).Of));

    [Fact]
    public void Nothing_names_a_machine_or_a_registry() => Check("places", Each(Texts(), new WordRule(SourceFiles.Read(s_lists[1])).Of));

    [Fact]
    public void Functions_of_assembly_say_what_goes_in_and_out() => Check("assembly", Each(Ending(".S"), FunctionCommentRule.Of));

    [Fact]
    public void Links_lead_to_files_and_headings() => Check("links", Each(Ending(".md"), ReadmeRules.Links));

    [Fact]
    public void Paths_in_READMEs_exist() => Check("paths", Each(Ending(".md"), ReadmeRules.Paths));

    [Fact]
    public void Commands_in_READMEs_exist() => Check("commands", Each(Ending(".md"), ReadmeRules.Commands));

    private static IEnumerable<Finding> Each(IEnumerable<string> files, Func<string, string, IEnumerable<Finding>> rule) =>
        files.SelectMany(file => rule(file, SourceFiles.Read(file)));

    private static IEnumerable<string> Ending(string suffix) =>
        SourceFiles.All.Where(file => file.EndsWith(suffix, StringComparison.Ordinal));

    private static IEnumerable<string> Texts() =>
        SourceFiles.All.Where(file => file != "LICENSE" && !s_lists.Contains(file) && SourceFiles.IsText(file));

    /// <summary>Reports how many there are in each folder, and each, and fails on those that may not be.</summary>
    private void Check(string rule, IEnumerable<Finding> all)
    {
        Finding[] findings = [.. all];
        IEnumerable<string> counts = findings.GroupBy(finding => string.Join('/', finding.File.Split('/').SkipLast(1).Take(2)))
            .Select(folder => $"{folder.Count(),5} {folder.Key}");
        Report.Write(output, rule,
            string.Join(
                '\n', counts.Prepend($"{rule}: {findings.Length} findings").Concat(findings.Select(finding => finding.ToString()))));
        Report.None(rule, findings);
    }
}
