namespace BareMetal.Patcher;

/// <content>
/// Loads and stores at an unsigned offset in bytes: a multiple of the size that is moved, and less than 4096 times it. The base is SP
/// where it is register 31, what is loaded or stored is ZR then.
/// </content>
public static partial class A64
{
    private const int LoadStoreOffsetBits = 12;

    /// <summary>LDR of 4 or 8 bytes.</summary>
    public static bool TryLdr(RegisterWidth width, uint rt, uint rn, ulong bytes, out uint instruction) =>
        LoadStore(IsWidth(width), 2 + (int)width, 0b01, rt, rn, bytes, out instruction);

    /// <summary>STR of 4 or 8 bytes.</summary>
    public static bool TryStr(RegisterWidth width, uint rt, uint rn, ulong bytes, out uint instruction) =>
        LoadStore(IsWidth(width), 2 + (int)width, 0b00, rt, rn, bytes, out instruction);

    /// <summary>LDRB</summary>
    public static bool TryLdrb(uint rt, uint rn, ulong bytes, out uint instruction) =>
        LoadStore(true, 0, 0b01, rt, rn, bytes, out instruction);

    /// <summary>STRB</summary>
    public static bool TryStrb(uint rt, uint rn, ulong bytes, out uint instruction) =>
        LoadStore(true, 0, 0b00, rt, rn, bytes, out instruction);

    /// <summary>LDRH</summary>
    public static bool TryLdrh(uint rt, uint rn, ulong bytes, out uint instruction) =>
        LoadStore(true, 1, 0b01, rt, rn, bytes, out instruction);

    /// <summary>STRH</summary>
    public static bool TryStrh(uint rt, uint rn, ulong bytes, out uint instruction) =>
        LoadStore(true, 1, 0b00, rt, rn, bytes, out instruction);

    /// <summary>LDRSW</summary>
    public static bool TryLdrsw(uint rt, uint rn, ulong bytes, out uint instruction) =>
        LoadStore(true, 2, 0b10, rt, rn, bytes, out instruction);

    private static bool LoadStore(bool isEncodable, int log2Bytes, uint op, uint rt, uint rn, ulong bytes, out uint instruction)
    {
        ulong units = bytes >> log2Bytes;
        bool fits = units << log2Bytes == bytes && units < 1 << LoadStoreOffsetBits;
        uint word =
            0b00_111_0_01_00_000000000000_00000_00000u | ((uint)log2Bytes << 30) | (op << 22) | ((uint)units << 10) | (rn << 5) | rt;
        return Encode(isEncodable && fits && AreRegisters(rt, rn), word, out instruction);
    }
}
