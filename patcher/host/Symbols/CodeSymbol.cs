namespace BareMetal.AltTool.Symbols;

/// <summary>A named place in the Image's text.</summary>
/// <param name="Offset">Bytes from <c>__text_start</c>.</param>
/// <param name="Name">Short C# name, or the assembler's name.</param>
internal readonly record struct CodeSymbol(uint Offset, string Name);
