namespace BareMetal.Patcher;

/// <content>ADR and ADRP.</content>
public static partial class A64
{
    /// <summary>Size of the pages that ADRP counts in, in bytes.</summary>
    public const ulong AdrpPageBytes = 4096;

    private const int AddressBits = 21;

    /// <summary>ADR; <paramref name="bytes"/> from itself, 1 MiB either way.</summary>
    public static bool TryAdr(uint rd, long bytes, out uint instruction) =>
        Address(0b0_00_10000_0000000000000000000_00000, rd, bytes, out instruction);

    /// <summary>ADRP; <paramref name="pages"/> from its own page, 4 GiB either way.</summary>
    public static bool TryAdrp(uint rd, long pages, out uint instruction) =>
        Address(0b1_00_10000_0000000000000000000_00000, rd, pages, out instruction);

    /// <summary>The distance in ADR (bytes) or ADRP (pages).</summary>
    public static long DecodeAddress(uint instruction)
    {
        ulong immediate = ((instruction >> 3) & 0b1111111111111111111_00) | ((instruction >> 29) & 0b11);
        return (long)(immediate << (64 - AddressBits)) >> (64 - AddressBits);
    }

    /// <summary>Replaces the distance in ADR (bytes) or ADRP (pages); false where it doesn't fit.</summary>
    /// <param name="instruction">The ADR or ADRP.</param>
    /// <param name="distance">The new distance.</param>
    /// <param name="encoded">The instruction with it; unchanged where it doesn't fit.</param>
    public static bool TryEncodeAddress(uint instruction, long distance, out uint encoded)
    {
        uint low = (uint)distance & 0b11;
        uint high = (uint)(distance >> 2) & 0b1111111111111111111;
        uint changed = (instruction & 0b1_00_11111_0000000000000000000_11111) | (low << 29) | (high << 5);
        bool fits = DecodeAddress(changed) == distance;
        encoded = fits ? changed : instruction;
        return fits;
    }

    private static bool Address(uint opcode, uint rd, long distance, out uint instruction)
    {
        bool reaches = TryEncodeAddress(opcode | rd, distance, out uint address);
        return Encode(reaches && AreRegisters(rd), address, out instruction);
    }
}
