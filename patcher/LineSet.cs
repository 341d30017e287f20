using System.Numerics;
using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// Cache lines of the text, one bit each in the arena, all 0 while nobody counts or cleans lines. Used half-patched, too: plain loads
/// and stores.
/// </summary>
/// <param name="plan">The plan whose arena, text and line size count.</param>
internal readonly unsafe struct LineSet(in AltPlan plan)
{
    private readonly ulong* _bits = plan.Arena.DirtyLines;
    private readonly int _shift = BitOperations.Log2(plan.LineBytes);
    private readonly ulong _firstLine = plan.Region.TextStart.Value >> BitOperations.Log2(plan.LineBytes);

    /// <summary>Adds the line of an address in the text; false where it is in the set already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(CodeAddress address)
    {
        ulong line = LineOf(address);
        ulong* bits = _bits + line / AltArena.LinesPerWord;
        ulong bit = 1ul << (int)(line % AltArena.LinesPerWord);
        bool isNew = (*bits & bit) == 0;
        *bits |= bit;
        return isNew;
    }

    /// <summary>Takes the lines of a range of planned words out of the set again. No others may be in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Forget(in AltPlan plan, int first, int end)
    {
        AltWord* last = plan.Arena.Words + end;
        for (AltWord* word = plan.Arena.Words + first; word < last; word++)
        {
            _bits[LineOf(plan.AddressOf(*word)) / AltArena.LinesPerWord] = 0;
        }
    }

    /// <summary>Where the line of an address starts.</summary>
    public CodeAddress StartOf(CodeAddress address) => new(address.Value >> _shift << _shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong LineOf(CodeAddress address) => (address.Value >> _shift) - _firstLine;
}
