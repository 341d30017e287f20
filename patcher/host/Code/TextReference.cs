namespace BareMetal.AltTool.Code;

/// <summary>A place that holds the address of something in text, as the linker was told.</summary>
/// <param name="Place">VA of the instruction or data.</param>
/// <param name="Target">VA in text.</param>
/// <param name="Section">Where the place is.</param>
internal readonly record struct TextReference(ulong Place, ulong Target, string Section);
