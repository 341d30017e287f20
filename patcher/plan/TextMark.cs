using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// What a word of the text is to the table: one byte for each word, in the arena. Ranges of them are read and written eight at a time,
/// so up to <see cref="SlackBytes"/> after the last are touched, though not changed.
/// </summary>
// SAFETY: callers give ranges in the text, which has a mark for each word; SlackBytes follow the last one.
internal static unsafe class TextMark
{
    /// <summary>Neither original nor replacement.</summary>
    public const byte None = 0;

    /// <summary>Part of an original.</summary>
    public const byte Original = 1;

    /// <summary>The first word of an original, on top of <see cref="Original"/>.</summary>
    public const byte Start = 4;

    /// <summary>The first word of a site that has several entries, on top of <see cref="Start"/>.</summary>
    public const byte Several = 8;

    /// <summary>Part of a replacement, of one entry or several.</summary>
    public const byte Replacement = 2;

    /// <summary>Part of either.</summary>
    public const byte Any = Original | Replacement;

    /// <summary>Bytes that must exist after the last mark.</summary>
    public const int SlackBytes = AtOnce;

    /// <summary>Words whose marks are read and written at once.</summary>
    public const int AtOnce = sizeof(ulong);

    /// <summary>1 in the mark of each word: times a mark, that mark of all.</summary>
    public const ulong Each = 0x01_01_01_01_01_01_01_01;

    /// <summary>Whether a range, of at least one word, has any of these marks.</summary>
    public static bool Has(byte* marks, uint words, byte mark)
    {
        for (; words > AtOnce; words -= AtOnce, marks += AtOnce)
        {
            if (HasAtOnce(marks, All(AtOnce), mark))
            {
                return true;
            }
        }

        return HasAtOnce(marks, All(words), mark);
    }

    /// <summary>Adds a mark to a range of at least one word.</summary>
    public static void Add(byte* marks, uint words, byte mark)
    {
        for (; words > AtOnce; words -= AtOnce, marks += AtOnce)
        {
            AddAtOnce(marks, All(AtOnce), mark);
        }

        AddAtOnce(marks, All(words), mark);
    }

    /// <summary>Whether words from one on have any of these marks: those of <see cref="All"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasAtOnce(byte* marks, ulong all, byte mark) => (*(ulong*)marks & Each * mark & all) != 0;

    /// <summary>Adds a mark to words from one on: those of <see cref="All"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddAtOnce(byte* marks, ulong all, byte mark) => *(ulong*)marks |= Each * mark & all;

    /// <summary>Takes all marks off words from one on: those of <see cref="All"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ClearAtOnce(byte* marks, ulong all) => *(ulong*)marks &= ~all;

    /// <summary>Whether a branch from elsewhere may lead to a word: the start of an original is code like any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayBranchTo(byte mark) => (mark & Any) == 0 || (mark & Start) != 0;

    /// <summary>All marks of the first so many words of <see cref="AtOnce"/>, at least one.</summary>
    public static ulong All(uint words) => ulong.MaxValue >> (int)(8 * (AtOnce - words));
}
