namespace BareMetal.AltTool.Explain;

/// <summary>A method of the ILC object that needs a symbol from elsewhere.</summary>
/// <param name="Symbol">The undefined symbol: a runtime helper, or what [RuntimeImport] names.</param>
/// <param name="Method">ILC's name of the method whose code, or whose data, refers to it.</param>
internal readonly record struct UndefinedReference(string Symbol, string Method);
