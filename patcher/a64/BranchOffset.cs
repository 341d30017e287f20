using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>The field of a branch that holds its signed distance, in words.</summary>
/// <param name="lsb">Lowest bit.</param>
/// <param name="width">Width, in bits.</param>
public readonly struct BranchOffset(int lsb, int width)
{
    private readonly int _lsb = lsb;
    private readonly int _width = width;

    /// <summary>The distance from the instruction to its target, in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Decode(uint instruction) => (long)((ulong)instruction << (64 - _width - _lsb)) >> (64 - _width) << 2;

    /// <summary>Replaces the distance; false where it is no multiple of 4 or doesn't fit.</summary>
    /// <param name="instruction">The branch.</param>
    /// <param name="bytes">The new distance, in bytes.</param>
    /// <param name="encoded">The branch with it; unchanged where it doesn't fit.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEncode(uint instruction, long bytes, out uint encoded)
    {
        uint mask = ((1u << _width) - 1) << _lsb;
        uint changed = (instruction & ~mask) | (((uint)(bytes >> 2) << _lsb) & mask);
        bool fits = Decode(changed) == bytes;
        encoded = fits ? changed : instruction;
        return fits;
    }
}
