using System;
using System.Numerics;

namespace BareMetal.Patcher.Tests;

/// <summary>Runs MOVZ, MOVN, MOVK and ORR (immediate) with ZR, as the architecture's pseudocode defines them.</summary>
internal static class ConstantMachine
{
    public static ulong Run(uint rd, ReadOnlySpan<uint> words)
    {
        ulong value = 0xdead_beef_dead_beef;
        foreach (uint word in words)
        {
            if ((word & 0x1f) != rd)
            {
                throw new InvalidOperationException($"{word:x8} writes another register");
            }

            int shift = (int)(word >> 21 & 3) * 16;
            ulong chunk = (ulong)(word >> 5 & 0xffff) << shift;
            value = (word >> 23) switch
            {
                0b110100101 => chunk,
                0b100100101 => ~chunk,
                0b111100101 => (value & ~(0xfffful << shift)) | chunk,
                0b101100100 when (word >> 5 & 0x1f) == 31 => DecodeBitmask(word >> 22 & 1, word >> 16 & 0x3f, word >> 10 & 0x3f),
                _ => throw new InvalidOperationException($"{word:x8} is none of these"),
            };
        }

        return value;
    }

    private static ulong DecodeBitmask(uint n, uint immr, uint imms)
    {
        int length = 31 - BitOperations.LeadingZeroCount(n << 6 | (~imms & 0x3f));
        int size = 1 << length;
        ulong element = (ulong)(((UInt128)1 << ((int)(imms & (uint)(size - 1)) + 1)) - 1);
        ulong result = 0;
        for (int bit = 0; bit < 64; bit++)
        {
            result |= (element >> (int)((uint)(bit + (int)immr) % (uint)size) & 1) << bit;
        }

        return result;
    }
}
