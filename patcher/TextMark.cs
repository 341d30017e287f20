using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// What a word of the text is to the table: one byte for each word, in the arena. Ranges of them are read and written eight at a time,
/// so up to <see cref="SlackBytes"/> behind the last are touched, though not changed.
/// </summary>
internal static unsafe class TextMark
{
    /// <summary>Part of an original.</summary>
    public const byte Original = 1;

    /// <summary>The first word of an original, beside <see cref="Original"/>.</summary>
    public const byte Start = 4;

    /// <summary>Part of a replacement, of one entry or several.</summary>
    public const byte Replacement = 2;

    /// <summary>Part of either.</summary>
    public const byte Any = Original | Replacement;

    /// <summary>Bytes that must be there behind the last mark.</summary>
    public const int SlackBytes = AtOnce;

    private const int AtOnce = sizeof(ulong);
    private const ulong Each = 0x01_01_01_01_01_01_01_01;

    /// <summary>Whether a range, of at least one word, has any of these marks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(byte* marks, uint words, byte mark)
    {
        for (; words > AtOnce; words -= AtOnce, marks += AtOnce)
        {
            if ((*(ulong*)marks & Each * mark) != 0)
            {
                return true;
            }
        }

        return (*(ulong*)marks & Each * mark & First(words)) != 0;
    }

    /// <summary>Adds a mark to a range of at least one word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(byte* marks, uint words, byte mark)
    {
        for (; words > AtOnce; words -= AtOnce, marks += AtOnce)
        {
            *(ulong*)marks |= Each * mark;
        }

        *(ulong*)marks |= Each * mark & First(words);
    }

    private static ulong First(uint words) => ulong.MaxValue >> (int)(8 * (AtOnce - words));
}
