using System.Numerics;

namespace BareMetal.Patcher;

/// <summary>
/// The immediate of AND, ORR and EOR: an element of 2, 4, 8, 16, 32 or 64 bits that repeats over the register. Within the element the
/// ones lie side by side, rotated by any amount; neither all bits are ones nor none.
/// </summary>
public static class BitmaskImmediate
{
    private const int SmallestElement = 2;

    /// <summary>Finds the fields of a value; false where it isn't such a pattern.</summary>
    /// <param name="width">Width of the register. For W the value has no bit above its 32.</param>
    /// <param name="value">The value.</param>
    /// <param name="fields">N:immr:imms, 13 bits.</param>
    public static bool TryEncode(RegisterWidth width, ulong value, out uint fields)
    {
        fields = 0;
        bool isNarrow = width == RegisterWidth.W;
        if (width > RegisterWidth.X || (isNarrow && value > uint.MaxValue))
        {
            return false;
        }

        ulong wide = isNarrow ? value << 32 | value : value;
        if (wide is 0 or ulong.MaxValue)
        {
            return false;
        }

        int size = ElementBits(wide);
        ulong mask = ulong.MaxValue >> (64 - size);
        ulong element = wide & mask;
        int ones = BitOperations.PopCount(element);
        int start = StartOfOnes(element);
        if (RotateLeft((1ul << ones) - 1, start, size) != element)
        {
            return false;
        }

        // imms: ones up to the bit that gives the size, a zero, then the number of ones less one; N stands for size 64.
        uint n = (uint)size >> 6;
        uint rotation = (uint)(size - start) & (uint)(size - 1);
        uint imms = ((0u - (uint)size) << 1 | (uint)(ones - 1)) & 0b111111;
        fields = n << 12 | rotation << 6 | imms;
        return true;
    }

    private static int ElementBits(ulong value)
    {
        int size = 64;
        while (size > SmallestElement && BitOperations.RotateRight(value, size / 2) == value)
        {
            size /= 2;
        }

        return size;
    }

    /// <summary>The lowest of the ones that lie side by side, in circular order.</summary>
    private static int StartOfOnes(ulong element)
    {
        int below = BitOperations.TrailingZeroCount(~element);
        ulong rest = below == 64 ? 0 : element >> below;
        return rest == 0 ? 0 : below + BitOperations.TrailingZeroCount(rest);
    }

    private static ulong RotateLeft(ulong value, int count, int size)
    {
        ulong mask = ulong.MaxValue >> (64 - size);
        return count == 0 ? value : (value << count | value >> (size - count)) & mask;
    }
}
