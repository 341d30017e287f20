namespace BareMetal.AltTool.Source;

/// <summary>A place in a C# file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal readonly record struct SourcePosition(string File, int Line, int Column);
