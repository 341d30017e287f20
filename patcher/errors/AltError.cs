using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BareMetal.Patcher;

/// <summary>
/// One error, as a value: what, where, two numbers whose meaning <see cref="AltErrorCode"/> gives, and what a callback said.
/// </summary>
// SAFETY: the reason is a literal, which doesn't move: CallbackSite.Refuse asks for one.
public readonly unsafe struct AltError(
    AltErrorCode code, int index, CodeAddress address, ulong detail0, ulong detail1, ReadOnlySpan<byte> reason = default)
{
    private readonly byte* _reason = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(reason));
    private readonly int _reasonLength = reason.Length;

    /// <summary>The index of errors that concern the table as a whole.</summary>
    public const int WholeTable = -1;

    /// <summary>What is wrong.</summary>
    public AltErrorCode Code { get; } = code;

    /// <summary>The entry, or <see cref="WholeTable"/>.</summary>
    public int Index { get; } = index;

    /// <summary>Where the entry's original, or the word in question, lies.</summary>
    public CodeAddress Address { get; } = address;

    /// <summary>First number.</summary>
    public ulong Detail0 { get; } = detail0;

    /// <summary>Second number.</summary>
    public ulong Detail1 { get; } = detail1;

    /// <summary>What a callback said when it refused its site; empty for all other errors.</summary>
    public ReadOnlySpan<byte> Reason => new(_reason, _reasonLength);
}
