using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// A checksum of planned words: a polynomial with an odd factor, modulo 2^64, so that any one changed word shows. It finds memory that
/// was overwritten; it is no protection against intent.
/// </summary>
internal static class PlanChecksum
{
    private const ulong Factor = 0x9e37_79b9_7f4a_7c15;

    /// <summary>The checksum with one more word: its place in the text, and what it was and shall be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong checksum, uint place, uint oldWord, uint newWord) =>
        (checksum + place) * Factor + (oldWord | (ulong)newWord << 32);

    /// <summary>The checksum with a range of words of the arena.</summary>
    public static unsafe ulong Add(ulong checksum, in AltArena arena, int first, int end)
    {
        for (int word = first; word < end; word++)
        {
            checksum = Add(checksum, arena.Places[word], arena.OldWords[word], arena.NewWords[word]);
        }

        return checksum;
    }
}
