namespace BareMetal.Bench;

/// <summary>A section of out/Image.</summary>
/// <param name="Section">Its name.</param>
/// <param name="Bytes">Its size.</param>
public sealed record SectionSize(string Section, long Bytes);
