namespace BareMetal.Bench;

/// <summary>One entry of a kernel's table, with absolute addresses.</summary>
/// <param name="Original">VA of the original.</param>
/// <param name="Alternative">VA of the replacement or the callback.</param>
/// <param name="Cap">Linux's number of the capability, with bit 15 for callbacks.</param>
/// <param name="OrigLen">Length of the original, in bytes.</param>
/// <param name="AltLen">Length of the replacement, in bytes; 0 for callbacks.</param>
public readonly record struct LinuxEntry(ulong Original, ulong Alternative, ushort Cap, byte OrigLen, byte AltLen)
{
    /// <summary>Length of the original, in instructions.</summary>
    public int Words => OrigLen / sizeof(uint);
}
