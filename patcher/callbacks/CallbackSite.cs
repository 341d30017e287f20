using System;

namespace BareMetal.Patcher;

/// <summary>
/// One site of the plan, in the hands of a callback. The words start as the original's; only they can be written, and only in
/// the plan's memory: the text is not touched before the commit.
/// </summary>
// SAFETY: the entry's pointer is only kept for CFormCallback, and a ref struct doesn't outlive the planning of its entry.
public unsafe ref struct CallbackSite
{
    private readonly Span<uint> _words;
    private readonly ref readonly AltInputs _inputs;

    /// <summary>Wraps one site.</summary>
    /// <param name="address">Where its first instruction runs.</param>
    /// <param name="original">Its words as they are.</param>
    /// <param name="words">Its new words, at first equal to <paramref name="original"/>.</param>
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

    /// <summary>The entry of the table, where it can be read; null where there is no table.</summary>
    public AltInstr* Entry { get; init; }

    /// <summary>What the callback may look at.</summary>
    public readonly ref readonly AltInputs Inputs => ref _inputs;

    /// <summary>The first thing that was written wrongly. It fails the plan whatever the callback returns.</summary>
    public AltErrorCode Error { get; private set; }

    /// <summary>Index of the word that <see cref="Error"/> is about.</summary>
    public int ErrorIndex { get; private set; }

    /// <summary>What the callback said when it refused.</summary>
    public ReadOnlySpan<byte> Reason { get; private set; }

    /// <summary>Sets word <paramref name="index"/>; outside the site it is an error instead.</summary>
    public void Write(int index, uint instruction)
    {
        if ((uint)index < (uint)_words.Length)
        {
            _words[index] = instruction;
        }
        else
        {
            Fail(AltErrorCode.CallbackOutsideSite, index);
        }
    }

    /// <summary>
    /// Sets word <paramref name="index"/> to what an encoder of <see cref="A64"/> made; where it could make nothing it is an error:
    /// <c>site.Write(0, A64.TryMovz(…, out uint movz), movz)</c>.
    /// </summary>
    public void Write(int index, bool isEncodable, uint instruction)
    {
        if (isEncodable)
        {
            Write(index, instruction);
        }
        else
        {
            Fail(AltErrorCode.CallbackUnencodable, index);
        }
    }

    /// <summary>Sets all words from <paramref name="index"/> on to NOP.</summary>
    public void FillNops(int index)
    {
        if (index < 0)
        {
            Fail(AltErrorCode.CallbackOutsideSite, index);
            return;
        }

        for (int i = index; i < _words.Length; i++)
        {
            _words[i] = A64.Nop;
        }
    }

    /// <summary>Sets four words to MOVZ and three MOVK, which put any value into Xd: what a site of four words can always hold.</summary>
    public void WriteConstant(int index, uint rd, ulong value)
    {
        for (int quarter = 0; quarter < A64.MaxConstantWords; quarter++)
        {
            Write(index + quarter, A64.TryMoveQuarter(rd, value, quarter, out uint move), move);
        }
    }

    /// <summary>
    /// Sets the first words to the fewest instructions that put a value into Xd, MOVZ, MOVN or ORR and then MOVKs, and the rest
    /// to NOP. Four words take any value.
    /// </summary>
    /// <param name="rd">The register.</param>
    /// <param name="value">The value, all 64 bits of the register.</param>
    /// <returns>False where the site has fewer words than that takes; then it is as it was.</returns>
    public bool TryWriteConstant(uint rd, ulong value)
    {
        Span<uint> moves = stackalloc uint[A64.MaxConstantWords];
        int count = 1;
        bool isEncodable = A64.TryMovEitherWidth(rd, value, out moves[0])
            || A64.TryLoadConstant(rd, value, moves[..Math.Min(moves.Length, _words.Length)], out count);
        if (isEncodable)
        {
            moves[..count].CopyTo(_words);
            FillNops(count);
        }

        return isEncodable;
    }

    /// <summary>Refuses the site for a reason that no <see cref="AltErrorCode"/> names: <c>return site.Refuse("…"u8);</c></summary>
    /// <param name="reason">What is wrong and what to do, in ASCII. A literal: the error keeps where it lies, not what it says.</param>
    public CallbackResult Refuse(ReadOnlySpan<byte> reason)
    {
        Reason = reason;
        return CallbackResult.Error(AltErrorCode.CallbackRefused);
    }

    /// <summary>Keeps the first error.</summary>
    internal void Fail(AltErrorCode error, int index)
    {
        if (Error == AltErrorCode.None)
        {
            Error = error;
            ErrorIndex = index;
        }
    }
}
