namespace BareMetal.Patcher;

/// <summary>
/// One 12-byte entry of <c>.altinstructions</c>, laid out as Linux's <c>struct alt_instr</c>. Both offsets are relative to the
/// address of their own field. The alternative.inc macros write it; the layout is a contract with them.
/// </summary>
public struct AltInstr
{
    /// <summary>Size of an entry, in bytes.</summary>
    public const int Bytes = 12;

    /// <summary>Words of the longest original.</summary>
    internal const int MaxWords = byte.MaxValue / A64.WordBytes;

    /// <summary>ARM64_CB_BIT: <see cref="AltOffset"/> leads to a callback instead of replacement code.</summary>
    public const ushort CallbackBit = 1 << 15;

    /// <summary>Where <see cref="AltOffset"/> is, in bytes from the start.</summary>
    internal const int AltOffsetField = 4;

    /// <summary>
    /// An entry's last word, less the capability, where one word is replaced: <see cref="AltLen"/>, <see cref="OrigLen"/>.
    /// </summary>
    internal const uint OneWordReplacement = (A64.WordBytes << 24) | (A64.WordBytes << 16);

    /// <summary>The same where a callback patches one word.</summary>
    internal const uint OneWordCallback = (A64.WordBytes << 16) | CallbackBit;

    /// <summary>From this field to the original instructions, in bytes.</summary>
    public int OrigOffset;

    /// <summary>From this field to the replacement or the callback, in bytes.</summary>
    public int AltOffset;

    /// <summary>Number of the capability, with <see cref="CallbackBit"/> or not.</summary>
    public ushort Cap;

    /// <summary>Length of the original, in bytes.</summary>
    public byte OrigLen;

    /// <summary>Length of the replacement, in bytes; 0 for a callback.</summary>
    public byte AltLen;

    /// <summary>The capability without the callback bit.</summary>
    public readonly CpuCap Capability => (CpuCap)(Cap & ~CallbackBit);

    /// <summary>The form of 2014 to 2022: a callback patch marked by ARM64_NCAPS, always applied.</summary>
    public readonly bool IsOldCallback => Cap == (ushort)CpuCap.NCaps;

    /// <summary>A callback patch, in either form.</summary>
    public readonly bool IsCallback => (Cap & CallbackBit) != 0 || IsOldCallback;

    /// <summary>Length of the original, in instructions.</summary>
    public readonly int Words => OrigLen / A64.WordBytes;
}
