using System;

namespace BareMetal.Patcher;

/// <summary>
/// Which entries may be applied, by their index in the table: boot arguments <c>alt.skip=3,7-9</c> and <c>alt.only=…</c>,
/// made for bisection. The default selects all.
/// </summary>
public readonly ref struct AltSelection
{
    private readonly ReadOnlySpan<byte> _only;
    private readonly ReadOnlySpan<byte> _skip;

    private AltSelection(ReadOnlySpan<byte> only, ReadOnlySpan<byte> skip)
    {
        _only = only;
        _skip = skip;
    }

    /// <summary>Whether every entry may be applied: neither argument is given.</summary>
    public bool SelectsAll => _only.IsEmpty && _skip.IsEmpty;

    /// <summary>Whether entry <paramref name="index"/> may be applied.</summary>
    public bool Selects(int index) =>
        (_only.IsEmpty || EntryRanges.Contains(_only, index)) && (_skip.IsEmpty || !EntryRanges.Contains(_skip, index));

    /// <summary>Reads the two arguments; an illegal one is reported and ignored, and so is the second of a kind.</summary>
    /// <param name="arguments">All boot arguments.</param>
    /// <param name="entries">Entries of the table: an index beyond them is illegal.</param>
    /// <typeparam name="TErrors">Where refused arguments are reported.</typeparam>
    public static AltSelection Parse<TErrors>(BootArguments arguments, int entries)
        where TErrors : struct, IAltErrorSink
    {
        ReadOnlySpan<byte> only = default;
        ReadOnlySpan<byte> skip = default;
        foreach (BootArgument argument in arguments)
        {
            if (argument.Is("alt.only"u8))
            {
                Accept<TErrors>(argument, entries, ref only);
            }
            else if (argument.Is("alt.skip"u8))
            {
                Accept<TErrors>(argument, entries, ref skip);
            }
        }

        return new AltSelection(only, skip);
    }

    private static void Accept<TErrors>(BootArgument argument, int entries, ref ReadOnlySpan<byte> ranges)
        where TErrors : struct, IAltErrorSink
    {
        AltErrorCode error = ranges.IsEmpty ? EntryRanges.Check(argument.Value, entries) : AltErrorCode.RepeatedSelection;
        if (error == AltErrorCode.None)
        {
            ranges = argument.Value;
        }
        else
        {
            TErrors.ReportArgument(0, error, argument.Text);
        }
    }
}
