namespace BareMetal.AltTool.Audit;

/// <summary>A symbol that ILC put into the Image.</summary>
/// <param name="Bytes">Its size, or the distance to the next symbol where ILC writes none; 0 for another name of the same code.</param>
internal readonly record struct ImageSymbol(string Name, string Section, ulong Bytes, string Owner);
