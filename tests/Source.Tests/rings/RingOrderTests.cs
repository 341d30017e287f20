using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace BareMetal.Source.Tests.Rings;

/// <summary>That the check of the rings fails where it must: on sources and orders made up for it.</summary>
[Trait("Area", "The source")]
public sealed class RingOrderTests
{
    private const string Rings = """
        # a comment
        area    kit    whole    one folder
        area    house
        """;

    private const string Readme = """
        | folder | job |
        |---|---|
        | `low/` | what others stand on |
        | high, `top/` | what stands on it |

        | other table | |
        |---|---|
        | none | |
        """;

    private const string Attributes = """
        namespace System.Runtime;
        class RuntimeImportAttribute(string library, string entry) : System.Attribute { }
        class RuntimeExportAttribute(string entry) : System.Attribute { }
        """;

    private const string Start = "// bm_high in a comment is no reference\n\tb\tbm_low\nstart_here:\n";

    [Fact]
    public void Downward_references_are_right()
    {
        Assert.Empty(
            Findings(Rings, Readme, ("house/low/Low.cs", "class Low { public static void M() { } }"),
                ("house/high/High.cs", "class High { void M() => Low.M(); }")));
    }

    [Theory]
    [InlineData("class Low { High h; }", "High")]
    [InlineData("class Low : High { }", "High")]
    [InlineData("class Low { System.Collections.Generic.List<High> h; }", "High")]
    [InlineData("[High] class Low { }", "High")]
    [InlineData("class Low { void M() => High.M(); }", "High, High.M")]
    [InlineData("unsafe class Low { delegate*<void> p = &High.M; }", "High, High.M")]
    [InlineData("class Low { string M() => nameof(High.M); }", "High, High.M")]
    [InlineData("class Low { static void F(High h) { } void M() => F(new()); }", "High")]
    [InlineData("class Low { int M(object o) => (int)(dynamic)o; int N() => -(default(High)!); }", "High, High.op_UnaryNegation")]
    [InlineData("class Low { void M(object o) { foreach (var x in (High)o) { } } }", "High, High.GetEnumerator")]
    [InlineData("using static High; class Low { void A() => M(); }", "High, High.M")]
    [InlineData("class Low { [System.Runtime.RuntimeImport(\"*\", \"bm_high\")] static extern void I(); }", "bm_high")]
    public void An_upward_reference_is_found(string low, string members)
    {
        string[] findings = Findings(Rings, Readme, ("house/low/Low.cs", low), ("house/high/High.cs", """
            using System.Collections.Generic;
            class High : System.Attribute
            {
                [System.Runtime.RuntimeExport("bm_high")] public static void M() { }
                public static int operator -(High h) => 0;
                public IEnumerator<int> GetEnumerator() => null;
            }
            """));

        string named =
            string.Join(", ",
                findings.Select(finding => finding[(finding.IndexOf('(') + 1)..].TrimEnd(')')).SelectMany(text => text.Split(", "))
                    .Distinct().Order());
        Assert.StartsWith("house/low/Low.cs:1: upward -> house/high/High.cs (", findings[0]);
        Assert.Equal(members, named);
    }

    [Fact]
    public void A_branch_of_assembly_to_an_export_above_is_found()
    {
        string[] findings =
            Findings(
                Rings, Readme, ("house/high/High.cs", """class High { [System.Runtime.RuntimeExport("bm_low")] static void M() { } }"""));

        Assert.Equal(["house/low/start.S:2: upward -> house/high/High.cs (bm_low)"], findings);
    }

    [Fact]
    public void A_name_that_stands_for_nothing_is_found()
    {
        Assert.Contains(
            new Reference("house/Main.cs", 1, CSharpReferences.Nowhere, "Missing"),
            CSharpReferences.Of(CompiledSources.Hosted([CompiledSources.Parse("class Main { Missing m; }", "house/Main.cs")])));
    }

    [Fact]
    public void Files_of_the_area_itself_are_above_its_folders()
    {
        Assert.Equal(
            ["house/top/Top.cs:1: upward -> house/Main.cs (Main)"],
            Findings(Rings, Readme, ("house/Main.cs", "class Main { Top t; }"), ("house/top/Top.cs", "class Top { Main m; }")));
    }

    [Fact]
    public void A_folder_that_is_not_listed_is_found()
    {
        Assert.Contains("house/side/Side.cs:0: house/side has sources, and no table of folders lists it",
            Findings(Rings, Readme, ("house/side/Side.cs", "class Side { }")));
    }

    [Fact]
    public void A_listed_folder_that_is_gone_is_found()
    {
        Assert.Equal(["house/gone:0: is listed in a table of folders, and is no folder"],
            Findings(Rings, "| folder | |\n|---|---|\n| gone | |\n| low | |", ("house/Main.cs", "")));
    }

    [Fact]
    public void An_upward_reference_with_a_reason_is_right_and_one_that_is_gone_is_not()
    {
        string rings = Rings + "\nupward house/low High what must be\nupward house/low Other it was once";

        Assert.Equal(
            ["tests/Source.Tests/rings.txt:0: upward house/low Other: no such reference"],
            Findings(rings, Readme, ("house/low/Low.cs", "class Low { High h; }"), ("house/high/High.cs", "class High { }")));
    }

    [Fact]
    public void A_line_without_a_reason_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => RingOrder.Parse("area house whole", _ => ""));
        Assert.Throws<InvalidDataException>(() => RingOrder.Parse("upward house High", _ => ""));
    }

    private static string[] Findings(string rings, string readme, params (string File, string Text)[] sources)
    {
        CSharpCompilation compilation =
            CompiledSources.Hosted(
                sources.Append(("kit/Attributes.cs", Attributes)).Select(source => CompiledSources.Parse(source.Item2, source.Item1)));
        ReferenceGraph graph = ReferenceGraph.Of([compilation], [("house/low/start.S", Start)], new Dictionary<string, string>());
        return [.. RingFindings.Of(graph, RingOrder.Parse(rings, _ => readme), folder => folder != "house/gone")
            .Select(finding => finding.ToString())];
    }
}
