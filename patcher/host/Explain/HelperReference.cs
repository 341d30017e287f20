namespace BareMetal.AltTool.Explain;

/// <summary>A use of a runtime helper in the ILC object.</summary>
/// <param name="Helper">The undefined symbol.</param>
/// <param name="Method">ILC's name of the method whose code, or whose data, refers to it.</param>
internal readonly record struct HelperReference(string Helper, string Method);
