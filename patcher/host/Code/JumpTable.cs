namespace BareMetal.AltTool.Code;

/// <summary>The table of a C# switch, inside its method.</summary>
/// <param name="Branch">VA of the BR that goes by it.</param>
/// <param name="Start">VA of the first entry, 4 bytes each.</param>
/// <param name="Targets">VAs, one an entry.</param>
internal sealed record JumpTable(ulong Branch, ulong Start, ulong[] Targets);
