namespace BareMetal.BootTest;

/// <summary>The <c>@boot</c> line.</summary>
/// <param name="Schema">Version of the report's format.</param>
/// <param name="Version">Version of the Image.</param>
/// <param name="Image">Hash of the Image, <c>sha256…</c>.</param>
public sealed record BootReport(int Schema, string Version, string Image);
