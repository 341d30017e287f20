using System.Numerics;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// Cache lines of the text, one bit each in the arena, all 0 unless lines are being counted or cleaned. Used half-patched, too: plain loads
/// and stores.
/// </summary>
/// <param name="plan">The plan whose arena, text and line size count.</param>
// SAFETY: the arena has a bit for each word of the text, and so for each line; places of planned words lie in the text.
internal readonly unsafe struct LineSet(in AltPlan plan)
{
    private readonly ulong* _bits = plan.Arena.DirtyLines;
    private readonly ulong _start = plan.Region.TextStart.Value & ~(ulong)(plan.LineBytes - 1);
    private readonly ulong _wordsBefore = (plan.Region.TextStart.Value & (plan.LineBytes - 1)) / A64.WordBytes;
    private readonly int _wordShift = BitOperations.Log2(plan.LineBytes / A64.WordBytes);

    /// <summary>The line of a word, by the words from the start of the text to it: from 0, the line of the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong LineOf(uint place) => (place + _wordsBefore) >> _wordShift;

    /// <summary>Adds a line; false where it is in the set already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(ulong line)
    {
        ulong* bits = _bits + line / AltArena.LinesPerWord;
        ulong bit = 1ul << (int)line;
        ulong old = *bits;
        *bits = old | bit;
        return (old & bit) == 0;
    }

    /// <summary>Takes the lines of planned words out of the set again. No others may be in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Forget(AltWord* first, AltWord* last)
    {
        for (AltWord* word = first; word < last; word++)
        {
            _bits[LineOf(word->Place) / AltArena.LinesPerWord] = 0;
        }
    }

    /// <summary>Where a line starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CodeAddress StartOf(ulong line) => new(_start + (line << _wordShift) * A64.WordBytes);
}
