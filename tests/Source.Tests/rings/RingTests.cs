using System.IO;
using System.Linq;
using BareMetal.BootTest;
using Xunit;

namespace BareMetal.Source.Tests.Rings;

/// <summary>A folder refers only to folders below it.</summary>
[Trait("Area", "The source")]
public sealed class RingTests(RingFixture sources, ITestOutputHelper output) : IClassFixture<RingFixture>
{
    [Fact]
    public void Every_name_in_the_sources_is_resolved()
    {
        Assert.DoesNotContain(sources.Graph.References, reference => reference.To == CSharpReferences.Nowhere);
    }

    [Fact]
    public void Folders_refer_only_to_folders_below_them()
    {
        string table = RingFindings.Table(sources.Graph, sources.Order);
        output.WriteLine(table);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Repository.PathOf("out/test-results")).FullName, "rings.txt"), table);

        string[] findings = [.. RingFindings.Of(sources.Graph, sources.Order, folder => Directory.Exists(Repository.PathOf(folder)))];

        Assert.True(findings.Length == 0, $"{findings.Length} findings\n{string.Join('\n', findings)}");
    }
}
