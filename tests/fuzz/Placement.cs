using System;

namespace BareMetal.Fuzz;

/// <summary>Beside which of two guard pages an input lies: either, and always the same for the same input.</summary>
internal static class Placement
{
    /// <summary>Whether it ends where a page begins that can't be read.</summary>
    public static bool AtEnd(ReadOnlySpan<byte> input)
    {
        uint hash = 2166136261;
        foreach (byte value in input)
        {
            hash = (hash ^ value) * 16777619;
        }

        return (hash >> 16 & 1) == 0;
    }
}
