namespace BareMetal.AltTool.Serial;

/// <summary>The <c>@wx</c> line: what the audit of the page tables, and of each core's MMU, has found.</summary>
/// <param name="Leaves">Pages and blocks that are mapped.</param>
/// <param name="Executable">Those of them that are executable.</param>
/// <param name="Writable">Those of them that are writable.</param>
/// <param name="Guarded">Those of them that are guarded pages (BTI).</param>
/// <param name="Cores">Cores whose MMU was asked.</param>
/// <param name="Probes">Addresses that they were asked for.</param>
/// <param name="Violations">What mustn't be.</param>
public sealed record MappingsLine(int Leaves, int Executable, int Writable, int Guarded, int Cores, int Probes, int Violations);
