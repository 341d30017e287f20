namespace BareMetal.AltTool.Attest;

/// <summary>What a boot says of its text: the <c>@text</c> line.</summary>
/// <param name="Address">VA of the first byte that counts.</param>
/// <param name="Bytes">How many bytes count.</param>
/// <param name="Sha256">In lower case.</param>
internal readonly record struct TextRecord(ulong Address, ulong Bytes, string Sha256);
