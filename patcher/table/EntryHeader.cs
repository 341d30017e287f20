using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>
/// One entry against its text: a predicate for each rule that a header follows by itself. The loop that accepts entries and the code that
/// names what is wrong ask the same ones. Places are bytes from the start of the text; one before it wraps, and so lies beyond any text.
/// </summary>
// SAFETY: an entry of a region's table, which its maker guarantees can be read; it is only read.
public readonly unsafe struct EntryHeader
{
    private const uint WordMask = A64.WordBytes - 1;

    private readonly AltInstr* _entry;
    private readonly ulong _textBytes;

    /// <summary>Takes entry <paramref name="index"/> of a table whose text has sound bounds.</summary>
    public EntryHeader(in AltRegion region, int index)
        : this(
            region.Table + index,
            region.Original(index).Value - region.TextStart.Value,
            region.Alternative(index).Value - region.TextStart.Value,
            region.TextEnd.Value - region.TextStart.Value)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal EntryHeader(AltInstr* entry, ulong original, ulong alternative, ulong textBytes)
    {
        _entry = entry;
        Original = original;
        Alternative = alternative;
        _textBytes = textBytes;
    }

    /// <summary>Where the original starts.</summary>
    public ulong Original { get; }

    /// <summary>Where the replacement, or the callback, starts.</summary>
    public ulong Alternative { get; }

    /// <summary>Length of the original, in whole instructions.</summary>
    public uint Words => (uint)_entry->OrigLen / A64.WordBytes;

    /// <summary>Whether a callback computes the words; else a replacement has them.</summary>
    public bool IsCallback => _entry->IsCallback;

    /// <summary>The capability is one of cpucaps.txt, or the entry is a callback patch in the old form.</summary>
    public bool IsCapabilityKnown => _entry->Capability < CpuCap.NCaps || _entry->IsOldCallback;

    /// <summary>The original has an instruction.</summary>
    public bool HasOriginal => _entry->OrigLen != 0;

    /// <summary>The original is whole instructions.</summary>
    public bool IsOriginalWhole => (_entry->OrigLen & WordMask) == 0;

    /// <summary>The original is aligned.</summary>
    public bool IsOriginalAligned => (Original & WordMask) == 0;

    /// <summary>The original lies in the text.</summary>
    public bool IsOriginalInText => AltRegion.Holds(_textBytes, Original, _entry->OrigLen);

    /// <summary>Every rule of an original.</summary>
    public bool IsOriginalSound => HasOriginal && IsOriginalWhole && IsOriginalAligned && IsOriginalInText;

    /// <summary>The replacement is as long as the original.</summary>
    public bool AreLengthsEqual => _entry->AltLen == _entry->OrigLen;

    /// <summary>The replacement is aligned.</summary>
    public bool IsReplacementAligned => (Alternative & WordMask) == 0;

    /// <summary>The replacement lies in the text.</summary>
    public bool IsReplacementInText => AltRegion.Holds(_textBytes, Alternative, _entry->AltLen);

    /// <summary>Every rule of a replacement.</summary>
    public bool IsReplacementSound => AreLengthsEqual && IsReplacementAligned && IsReplacementInText;

    /// <summary>A callback patch has no replacement.</summary>
    public bool HasNoReplacement => _entry->AltLen == 0;
}
