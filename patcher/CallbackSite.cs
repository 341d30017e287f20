using System;

namespace BareMetal.Patcher;

/// <summary>
/// One site of the plan, in the hands of a callback. The words start as the original's; only they can be written, and only in
/// the plan's memory: the text is not touched before the commit.
/// </summary>
public ref struct CallbackSite
{
    private readonly Span<uint> _words;
    private readonly ref readonly AltInputs _inputs;

    /// <summary>Wraps one site.</summary>
    /// <param name="address">Where its first instruction runs.</param>
    /// <param name="original">Its words as they are.</param>
    /// <param name="words">Its words as they shall be, equal to <paramref name="original"/>.</param>
    /// <param name="inputs">What the callback may look at.</param>
    public CallbackSite(CodeAddress address, ReadOnlySpan<uint> original, Span<uint> words, ref readonly AltInputs inputs)
    {
        Address = address;
        Original = original;
        _words = words;
        _inputs = ref inputs;
        Error = AltErrorCode.None;
    }

    /// <summary>Where the first instruction runs.</summary>
    public CodeAddress Address { get; }

    /// <summary>The words as they are: at least one.</summary>
    public ReadOnlySpan<uint> Original { get; }

    /// <summary>What the callback may look at.</summary>
    public readonly ref readonly AltInputs Inputs => ref _inputs;

    /// <summary>The first thing that was written wrongly. It fails the plan whatever the callback returns.</summary>
    public AltErrorCode Error { get; private set; }

    /// <summary>Sets word <paramref name="index"/>; outside the site it is an error instead.</summary>
    public void Write(int index, uint instruction)
    {
        if ((uint)index < (uint)_words.Length)
        {
            _words[index] = instruction;
        }
        else if (Error == AltErrorCode.None)
        {
            Error = AltErrorCode.CallbackOutsideSite;
        }
    }

    /// <summary>Sets all words from <paramref name="index"/> on to NOP.</summary>
    public void FillNops(int index)
    {
        for (int i = index; i < _words.Length; i++)
        {
            _words[i] = A64.Nop;
        }
    }
}
