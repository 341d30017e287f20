using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.Source.Tests.Rings;
using Xunit;

namespace BareMetal.Source.Tests.Names;

/// <summary>One name, one meaning: no two types have one name, in whatever namespace.</summary>
[Trait("Area", "The source")]
public sealed class NameTests(ITestOutputHelper output)
{
    /// <summary>
    /// Programs of their own, which only a compiler meets: guests that boot in the place of Program.cs, and inputs of tests.
    /// </summary>
    private static readonly string[] s_programs =
        ["tests/guest/", "tests/bench/guest/", "tests/app/", "boot/app/samples/", "tests/Toolchain.Tests/refused/",
            "tests/Toolchain.Tests/Bflat/sources/"];

    [Fact]
    public void No_type_name_has_two_meanings()
    {
        string[] doubles =
        [
            .. TypeNames.WithTwoMeanings(
                SourceFiles.CSharpFiles.Where(file => !s_programs.Any(program => file.StartsWith(program, StringComparison.Ordinal)))
                    .Select(CompiledSources.ParseFile),
                ProjectOf),
        ];
        Report.Write(output, "names", string.Join('\n', doubles));

        Assert.True(doubles.Length == 0, $"{doubles.Length} names have two meanings\n{string.Join('\n', doubles)}");
    }

    [Fact]
    public void Types_of_two_namespaces_and_of_two_projects_are_found_and_partial_ones_are_not()
    {
        (string File, string Text)[] sources =
        [
            ("a/A.cs", "namespace A; class One { class Row { } } partial class Part { } enum Both { } class Generic<T> { }"),
            ("a/B.cs", "namespace A.B; class Two { class Row { } } delegate void Both(); class Generic { }"),
            ("a/C.cs", "namespace A; partial class Part { }"),
            ("b/One.cs", "namespace A; class One { }"),
            ("b/Program.cs", "namespace B; class Program { }"),
            ("a/Program.cs", "namespace A; class Program { }"),
            ("b/Span.cs", "namespace System; class One { }"),
        ];

        Assert.Equal(
            ["Both: A (a/A.cs); A.B (a/B.cs)", "One: A (a/A.cs); A (b/One.cs)"],
            TypeNames.WithTwoMeanings(sources.Select(source => CompiledSources.Parse(source.Text, source.File)), SourceFiles.FolderOf));
    }

    /// <summary>The innermost folder with a project; sources that several projects compile are declared once.</summary>
    private static string ProjectOf(string file)
    {
        string folder = SourceFiles.FolderOf(file);
        return folder is "" || SourceFiles.All.Any(other => SourceFiles.FolderOf(other) == folder && Path.GetExtension(other) is ".csproj")
            ? folder
            : ProjectOf(folder);
    }
}
