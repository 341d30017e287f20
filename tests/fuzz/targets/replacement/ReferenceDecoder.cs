namespace BareMetal.Fuzz;

/// <summary>
/// The PC-relative instructions of A64 a second time, by masks and values of their encoding diagrams (Arm ARM DDI 0487, C6.2), and what
/// moving them must give. It shares nothing with the patcher's.
/// </summary>
internal static class ReferenceDecoder
{
    private const ulong PageMask = 4095;

    private static readonly (uint Mask, uint Value, ReferenceKind Kind, int Lsb, int Width)[] s_instructions =
    [
        (0xfc000000, 0x14000000, ReferenceKind.Branch, 0, 26), // B
        (0xfc000000, 0x94000000, ReferenceKind.Branch, 0, 26), // BL
        (0xff000010, 0x54000000, ReferenceKind.Branch, 5, 19), // B.cond
        (0xff000010, 0x54000010, ReferenceKind.Branch, 5, 19), // BC.cond
        (0x7f000000, 0x34000000, ReferenceKind.Branch, 5, 19), // CBZ
        (0x7f000000, 0x35000000, ReferenceKind.Branch, 5, 19), // CBNZ
        (0x7f000000, 0x36000000, ReferenceKind.Branch, 5, 14), // TBZ
        (0x7f000000, 0x37000000, ReferenceKind.Branch, 5, 14), // TBNZ
        (0x7fe0c000, 0x74000000, ReferenceKind.Branch, 5, 9), // CBGT
        (0x7fe0c000, 0x74200000, ReferenceKind.Branch, 5, 9), // CBGE
        (0x7fe0c000, 0x74400000, ReferenceKind.Branch, 5, 9), // CBHI
        (0x7fe0c000, 0x74600000, ReferenceKind.Branch, 5, 9), // CBHS
        (0x7fe0c000, 0x74c00000, ReferenceKind.Branch, 5, 9), // CBEQ
        (0x7fe0c000, 0x74e00000, ReferenceKind.Branch, 5, 9), // CBNE
        (0xffe0c000, 0x74008000, ReferenceKind.Branch, 5, 9), // CBBGT
        (0xffe0c000, 0x74208000, ReferenceKind.Branch, 5, 9), // CBBGE
        (0xffe0c000, 0x74408000, ReferenceKind.Branch, 5, 9), // CBBHI
        (0xffe0c000, 0x74608000, ReferenceKind.Branch, 5, 9), // CBBHS
        (0xffe0c000, 0x74c08000, ReferenceKind.Branch, 5, 9), // CBBEQ
        (0xffe0c000, 0x74e08000, ReferenceKind.Branch, 5, 9), // CBBNE
        (0xffe0c000, 0x7400c000, ReferenceKind.Branch, 5, 9), // CBHGT
        (0xffe0c000, 0x7420c000, ReferenceKind.Branch, 5, 9), // CBHGE
        (0xffe0c000, 0x7440c000, ReferenceKind.Branch, 5, 9), // CBHHI
        (0xffe0c000, 0x7460c000, ReferenceKind.Branch, 5, 9), // CBHHS
        (0xffe0c000, 0x74c0c000, ReferenceKind.Branch, 5, 9), // CBHEQ
        (0xffe0c000, 0x74e0c000, ReferenceKind.Branch, 5, 9), // CBHNE
        (0x7fe04000, 0x75000000, ReferenceKind.Branch, 5, 9), // CBGT (immediate)
        (0x7fe04000, 0x75200000, ReferenceKind.Branch, 5, 9), // CBLT (immediate)
        (0x7fe04000, 0x75400000, ReferenceKind.Branch, 5, 9), // CBHI (immediate)
        (0x7fe04000, 0x75600000, ReferenceKind.Branch, 5, 9), // CBLO (immediate)
        (0x7fe04000, 0x75c00000, ReferenceKind.Branch, 5, 9), // CBEQ (immediate)
        (0x7fe04000, 0x75e00000, ReferenceKind.Branch, 5, 9), // CBNE (immediate)
        (0x9f000000, 0x10000000, ReferenceKind.Address, 5, 19), // ADR
        (0x9f000000, 0x90000000, ReferenceKind.Page, 5, 19), // ADRP
        (0xbf000000, 0x18000000, ReferenceKind.Refused, 5, 19), // LDR (literal)
        (0xff000000, 0x98000000, ReferenceKind.Refused, 5, 19), // LDRSW (literal)
        (0xff000000, 0xd8000000, ReferenceKind.Refused, 5, 19), // PRFM (literal)
        (0xff000000, 0x1c000000, ReferenceKind.Refused, 5, 19), // LDR (literal, SIMD&FP), S
        (0xff000000, 0x5c000000, ReferenceKind.Refused, 5, 19), // D
        (0xff000000, 0x9c000000, ReferenceKind.Refused, 5, 19), // Q
        (0xffe0001f, 0x5500001f, ReferenceKind.Refused, 5, 16), // RETAASPPC
        (0xffe0001f, 0x5520001f, ReferenceKind.Refused, 5, 16), // RETABSPPC
        (0xffe0001f, 0xf380001f, ReferenceKind.Refused, 5, 16), // AUTIASPPC
        (0xffe0001f, 0xf3a0001f, ReferenceKind.Refused, 5, 16), // AUTIBSPPC
    ];

    private static readonly byte[][] s_byTopByte = GroupByTopByte();

    /// <summary>What an instruction at an address names.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="address">Where it lies.</param>
    /// <param name="target">The address; of a page its start.</param>
    public static ReferenceKind Decode(uint instruction, ulong address, out ulong target)
    {
        target = 0;
        if (Find(instruction) is not { } row)
        {
            return ReferenceKind.None;
        }

        long distance = Field(instruction, row.Lsb, row.Width);
        long withLow = distance << 2 | (instruction >> 29 & 3);
        target = row.Kind switch
        {
            ReferenceKind.Address => address + (ulong)withLow,
            ReferenceKind.Refused when row.Width == 16 => address - (instruction >> row.Lsb & 0xffff) * 4ul,
            ReferenceKind.Page => (address & ~PageMask) + ((ulong)withLow << 12),
            _ => address + (ulong)(distance << 2),
        };
        return row.Kind;
    }

    /// <summary>The instruction that names the same address from elsewhere; null where none does.</summary>
    public static uint? Move(uint instruction, ulong to, ulong target)
    {
        (uint _, uint _, ReferenceKind kind, int lsb, int width) = Find(instruction)!.Value;
        ulong bytes = kind == ReferenceKind.Page ? target - (to & ~PageMask) : target - to;
        long units = (long)bytes >> (kind == ReferenceKind.Page ? 12 : kind == ReferenceKind.Address ? 0 : 2);
        int unitBits = kind == ReferenceKind.Branch ? width : width + 2;
        if (kind == ReferenceKind.Branch && bytes % 4 != 0 || units != units << (64 - unitBits) >> (64 - unitBits))
        {
            return null;
        }

        uint low = kind == ReferenceKind.Branch ? 0 : (uint)units & 3;
        long upper = kind == ReferenceKind.Branch ? units : units >> 2;
        uint mask = uint.MaxValue >> (32 - width);
        uint cleared = instruction & ~(mask << lsb) & (kind == ReferenceKind.Branch ? uint.MaxValue : ~(3u << 29));
        return cleared | ((uint)upper & mask) << lsb | low << 29;
    }

    private static long Field(uint instruction, int lsb, int width) => (long)((ulong)instruction << (64 - lsb - width)) >> (64 - width);

    private static (uint Mask, uint Value, ReferenceKind Kind, int Lsb, int Width)? Find(uint instruction)
    {
        foreach (byte index in s_byTopByte[instruction >> 24])
        {
            if ((instruction & s_instructions[index].Mask) == s_instructions[index].Value)
            {
                return s_instructions[index];
            }
        }

        return null;
    }

    private static byte[][] GroupByTopByte()
    {
        byte[][] groups = new byte[256][];
        for (uint top = 0; top < groups.Length; top++)
        {
            groups[top] = [];
            for (int index = 0; index < s_instructions.Length; index++)
            {
                (uint mask, uint value, _, _, _) = s_instructions[index];
                groups[top] = (top << 24 & mask & 0xff00_0000) == (value & 0xff00_0000) ? [.. groups[top], (byte)index] : groups[top];
            }
        }

        return groups;
    }
}
