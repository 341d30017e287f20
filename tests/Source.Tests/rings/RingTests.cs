using System.Collections.Generic;
using System.IO;
using System.Linq;
using BareMetal.BootTest;
using BareMetal.Source.Tests.Style;
using Xunit;

namespace BareMetal.Source.Tests.Rings;

/// <summary>A folder refers only to folders below it.</summary>
[Trait("Area", "The source")]
public sealed class RingTests(RingFixture sources, ITestOutputHelper output) : IClassFixture<RingFixture>
{
    [Fact]
    public void Every_name_in_the_sources_is_resolved()
    {
        string[] unresolved =
            [.. sources.Graph.References.Where(reference => reference.To == CSharpReferences.Nowhere)
                .Select(reference => reference.ToString())];

        Assert.True(unresolved.Length == 0, string.Join('\n', unresolved));
    }

    [Fact]
    public void Folders_refer_only_to_folders_below_them()
    {
        IReadOnlyList<Finding> findings =
            RingFindings.Of(sources.Graph, sources.Order, folder => Directory.Exists(Repository.PathOf(folder)));

        Report.Write(output, "rings", RingFindings.Table(sources.Graph, sources.Order) + string.Join('\n', findings));
        Report.None("rings", findings);
    }
}
