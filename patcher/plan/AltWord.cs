using System.Numerics;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>One planned word: 16 bytes in the arena, read and written in two halves.</summary>
internal struct AltWord
{
    private readonly ulong _placeAndOld;
    private ulong _newAndFound;

    /// <summary>Where it is, in words from the start of the text.</summary>
    public readonly uint Place => (uint)_placeAndOld;

    /// <summary>What it was when it was planned.</summary>
    public readonly uint Old => (uint)(_placeAndOld >> 32);

    /// <summary>What it is to be.</summary>
    public readonly uint New => (uint)_newAndFound;

    /// <summary>What a failed readback saw.</summary>
    public readonly uint Found => (uint)(_newAndFound >> 32);

    /// <summary>Whether it changes.</summary>
    public readonly bool IsChanged => Old != New;

    /// <summary>In the upper half, the bits in which a word differs from <see cref="Old"/>; what the lower half has is of no use.</summary>
    public readonly ulong DifferenceFromOld(uint word) => _placeAndOld ^ (ulong)word << 32;

    /// <summary>
    /// A word at a place, of which nothing is found yet. Place and new word have 32 bits; they are passed as the 64 that are stored, which
    /// saves their extension.
    /// </summary>
    public AltWord(ulong place, uint oldWord, ulong newWord)
    {
        _placeAndOld = place | (ulong)oldWord << 32;
        _newAndFound = newWord;
    }

    /// <summary>Sets what a failed readback saw.</summary>
    public void SetFound(uint word) => _newAndFound = (uint)_newAndFound | (ulong)word << 32;

    /// <summary>
    /// A checksum with this word in it, and with its place among the others: it finds memory that was overwritten; it is no protection
    /// against intent.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong AddTo(ulong checksum) =>
        _newAndFound ^ BitOperations.RotateRight(_placeAndOld ^ BitOperations.RotateRight(checksum, 1), 1);
}
