namespace BareMetal.AltTool.Serial;

/// <summary>The <c>@alt-summary</c> line.</summary>
/// <param name="Entries">Entries in the table: patched + kept + failed.</param>
/// <param name="Patched">Entries applied.</param>
/// <param name="Kept">Entries whose default code stays.</param>
/// <param name="Failed">Entries in error.</param>
/// <param name="Callbacks">Callbacks run.</param>
/// <param name="Words">Words changed.</param>
/// <param name="Lines">Distinct cache lines with a changed word.</param>
/// <param name="Errors">Errors reported.</param>
/// <param name="Crc32">CRC-32 (IEEE 802.3) over the <c>@alt</c> lines, each with its line feed: eight hexadecimal digits.</param>
public sealed record SummaryLine(
    int Entries, int Patched, int Kept, int Failed, int Callbacks, int Words, int Lines, int Errors, string Crc32);
