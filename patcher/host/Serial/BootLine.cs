namespace BareMetal.AltTool.Serial;

/// <summary>The <c>@boot</c> line.</summary>
/// <param name="Schema">Version of the report's format.</param>
/// <param name="Version">Version of the Image.</param>
/// <param name="Image">SHA-256 of the Image, in lower case.</param>
public sealed record BootLine(int Schema, string Version, string Image);
