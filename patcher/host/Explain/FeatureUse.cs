using BareMetal.AltTool.Source;

namespace BareMetal.AltTool.Explain;

/// <summary>A place in C# that uses a feature.</summary>
/// <param name="Position">Null where there is no PDB.</param>
/// <param name="Expression">What stands there; null where only the method is known.</param>
internal readonly record struct FeatureUse(SourcePosition? Position, string? Expression);
