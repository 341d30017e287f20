namespace BareMetal.Source.Tests.Rings;

/// <summary>The sources compiled once, and the references in them.</summary>
public sealed class RingFixture
{
    public RingFixture()
    {
        Graph = ReferenceGraph.Of(
            [CompiledSources.Image(), CompiledSources.Tool()], [.. CompiledSources.Assembly()], CompiledSources.GeneratedFrom());
        Order = RingOrder.Parse(SourceFiles.Read("tests/Source.Tests/rings.txt"), SourceFiles.Read);
    }

    internal ReferenceGraph Graph { get; }

    internal RingOrder Order { get; }
}
