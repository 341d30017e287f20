namespace BareMetal.AltTool.Table;

/// <summary>One 12-byte entry of <c>.altinstructions</c>, its self-relative offsets resolved.</summary>
/// <param name="Original">VA of the site.</param>
/// <param name="Alternative">VA of the replacement, or of the callback.</param>
/// <param name="CpuCap">As in the table, with the callback bit.</param>
/// <param name="OriginalLength">Bytes.</param>
/// <param name="AlternativeLength">Bytes; 0 for a callback.</param>
internal readonly record struct AltEntry(
    int Index,
    ulong Original,
    ulong Alternative,
    ushort CpuCap,
    byte OriginalLength,
    byte AlternativeLength)
{
    private const ushort CallbackBit = 0x8000;

    /// <summary>A replacement of length 0 is a callback in the old form too, which has a capability number and no bit.</summary>
    public bool IsCallback => (CpuCap & CallbackBit) != 0 || (AlternativeLength == 0 && OriginalLength != 0);
}
