namespace BareMetal.AltTool.Serial;

/// <summary>The <c>@text</c> line: what the text has become.</summary>
/// <param name="Address">VA of the first byte that counts.</param>
/// <param name="Bytes">How many bytes count.</param>
/// <param name="Sha256">Of those bytes, as the guest computed it: lower-case hexadecimal digits.</param>
public sealed record TextLine(ulong Address, long Bytes, string Sha256);
