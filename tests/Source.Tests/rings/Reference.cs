namespace BareMetal.Source.Tests.Rings;

/// <summary>A place that names what another file declares. Files by their path from the root; a type or member by name.</summary>
internal readonly record struct Reference(string From, int Line, string To, string Member)
{
    public override string ToString() => $"{From}:{Line} -> {To} ({Member})";
}
