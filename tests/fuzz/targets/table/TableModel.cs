using System;
using System.Runtime.InteropServices;
using BareMetal.Patcher;

namespace BareMetal.Fuzz;

/// <summary>
/// What must become of a table, worked out a second time: slowly, entry by entry and each against each, from what patcher/README.md
/// says and not from the patcher's code.
/// </summary>
internal sealed class TableModel
{
    private const int FixedArenaBytes = 1552;

    private readonly uint[] _expected = new uint[TableInput.MaximumTextWords];
    private readonly bool[] _isOriginal = new bool[TableInput.MaximumTextWords];
    private readonly bool[] _isStart = new bool[TableInput.MaximumTextWords];
    private readonly bool[] _isReplacement = new bool[TableInput.MaximumTextWords];
    private readonly bool[] _isPlanned = new bool[TableInput.MaximumTextWords];
    private TableInput _input = null!;

    /// <summary>Bytes of an arena that is just large enough if every entry applies.</summary>
    public int ArenaBytes => FixedArenaBytes + (_input.TextWords + 63) / 64 * 8 + _input.TextWords + _input.Count * 12 + TotalWords * 16;

    /// <summary>Words of all originals, as the arena has to hold them.</summary>
    public int TotalWords { get; private set; }

    /// <summary>The text as it must be once all passes planned so far are committed.</summary>
    public ReadOnlySpan<uint> Expected => _expected.AsSpan(0, _input.TextWords);

    /// <summary>Words of the entries that are to be applied so far; what callbacks keep isn't among them.</summary>
    public int PlannedWords { get; private set; }

    /// <summary>Words of the entries that were looked at so far.</summary>
    public int VisitedWords { get; private set; }

    private ReadOnlySpan<AltInstr> Entries => MemoryMarshal.Cast<byte, AltInstr>(_input.Table)[.._input.Count];

    /// <summary>Takes an input.</summary>
    public void Use(TableInput input)
    {
        _input = input;
        PlannedWords = 0;
        VisitedWords = 0;
        TotalWords = 0;
        foreach (AltInstr entry in Entries)
        {
            TotalWords += entry.OrigLen / 4;
        }

        input.CopyText(_expected);
        _isPlanned.AsSpan().Clear();
    }

    /// <summary>Whether a word may be written by what was planned so far.</summary>
    public bool IsPlanned(int word) => _isPlanned[word];

    /// <summary>Whether all headers are sound.</summary>
    public bool IsSound()
    {
        bool isSound = _input.TableBytes % AltInstr.Bytes == 0;
        for (int index = 0; index < _input.Count && isSound; index++)
        {
            isSound = IsSound(index);
        }

        for (int index = 0; index < _input.Count && isSound; index++)
        {
            isSound = IsApart(index);
        }

        if (isSound)
        {
            Mark();
        }

        return isSound;
    }

    /// <summary>Plans a pass of a sound table; false where that must be refused.</summary>
    public bool TryPlan(AltPass pass)
    {
        bool isSound = true;
        for (int first = 0, end; first < _input.Count; first = end)
        {
            end = EndOfSite(first);
            if (PassOf(first, end) == pass && Choose(first, end) is var chosen and >= 0)
            {
                isSound &= TryPlan(chosen);
            }
        }

        return isSound;
    }

    private bool IsSound(int index)
    {
        AltInstr entry = Entries[index];
        bool isKnown = entry.IsOldCallback || (entry.Cap & 0x7fff) < CpuCaps.Count;
        bool isOriginalSound = entry.OrigLen != 0 && IsInText(Original(index), entry.OrigLen);
        return isKnown && isOriginalSound && (IsCallback(entry)
            ? entry.AltLen == 0 && FuzzCallbacks.IsCallback(new(Alternative(index)))
            : entry.AltLen == entry.OrigLen && IsInText(Alternative(index), entry.AltLen));
    }

    // Of all others: no original shares a word with another one, but for those of its site, nor with a replacement.
    private bool IsApart(int index)
    {
        AltInstr entry = Entries[index];
        for (int other = 0; other < _input.Count; other++)
        {
            AltInstr second = Entries[other];
            bool overlaps = Overlap(Original(index), entry.OrigLen, Original(other), second.OrigLen);
            if ((overlaps && other != index && !IsOneSite(Math.Min(index, other), Math.Max(index, other)))
                || (!IsCallback(second) && Overlap(Original(index), entry.OrigLen, Alternative(other), second.AltLen)))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsOneSite(int first, int last)
    {
        for (int index = first; index < last; index++)
        {
            if (!IsSameOriginal(index, index + 1))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSameOriginal(int one, int other) => Original(one) == Original(other) && Entries[one].OrigLen == Entries[other].OrigLen;

    private int EndOfSite(int first)
    {
        int end = first + 1;
        while (end < _input.Count && IsSameOriginal(first, end))
        {
            end++;
        }

        return end;
    }

    private AltPass PassOf(int first, int end)
    {
        CpuCapSet boot = CpuCapSet.Of(CpuCapGroup.BootScope);
        bool isBoot = true;
        foreach (AltInstr entry in Entries[first..end])
        {
            isBoot &= !entry.IsOldCallback && boot.Has(entry.Capability);
        }

        return isBoot ? AltPass.Boot : AltPass.System;
    }

    private int Choose(int first, int end)
    {
        int index = end - 1;
        while (index >= first && !Applies(index))
        {
            index--;
        }

        return index >= first ? index : -1;
    }

    private bool Applies(int index) =>
        (Entries[index].IsOldCallback || _input.Inputs.Capabilities.Has(Entries[index].Capability))
        && !(_input.HasSelection && index is 1 or >= 3 and <= 5);

    private bool TryPlan(int index)
    {
        AltInstr entry = Entries[index];
        int place = (int)(Original(index) - _input.TextStart) / 4;
        int count = entry.OrigLen / 4;
        Span<uint> words = stackalloc uint[64];
        words = words[..count];
        _expected.AsSpan(place, count).CopyTo(words);
        VisitedWords += count;
        if (IsCallback(entry))
        {
            CallbackAction action = CallbackModel.Run((int)(Alternative(index) - FuzzCallbacks.Start(_input)) / 4, words, _input.Inputs);
            if (action != CallbackAction.Patch)
            {
                return action == CallbackAction.Keep;
            }
        }
        else if (!TryMove(index, words))
        {
            return false;
        }

        bool isSound = IsFit(words, place, IsCallback(entry));
        PlannedWords += count;
        words.CopyTo(_expected.AsSpan(place));
        _isPlanned.AsSpan(place, count).Fill(true);
        return isSound;
    }

    // Whether the new words of a site keep its landing pads; and a callback's branches lead to no place that isn't one to branch to.
    private bool IsFit(ReadOnlySpan<uint> words, int place, bool isCallback)
    {
        ulong start = _input.TextStart + (ulong)place * 4;
        ulong end = start + (ulong)words.Length * 4;
        bool isFit = true;
        for (int word = 0; word < words.Length; word++)
        {
            uint old = _expected[place + word];
            isFit &= (Admits(old) & ~Admits(words[word])) == 0;
            if (isCallback && words[word] != old
                && ReferenceDecoder.Decode(words[word], start + (ulong)word * 4, out ulong target) == ReferenceKind.Branch
                && (target < start || target > end))
            {
                isFit &= !IsInside(target);
            }
        }

        return isFit;
    }

    // Bit 0: calls by register may end there, bit 1: other branches by register. HINT #34, #36, #38, #25, #27: BTI c, j, jc,
    // PACIASP, PACIBSP.
    private static int Admits(uint instruction) => ((instruction & 0xfffff01f) == 0xd503201f ? instruction >> 5 & 0x7f : 0) switch
    {
        34 or 25 or 27 => 1,
        36 => 2,
        38 => 3,
        _ => 0,
    };

    private bool TryMove(int index, Span<uint> words)
    {
        ulong start = Alternative(index);
        ulong end = start + Entries[index].AltLen;
        bool isSound = true;
        for (int word = 0; word < words.Length; word++)
        {
            ulong from = start + (ulong)word * 4;
            uint instruction = _expected[(int)(from - _input.TextStart) / 4];
            ReferenceKind kind = ReferenceDecoder.Decode(instruction, from, out ulong target);
            bool staysInside = kind is ReferenceKind.Branch or ReferenceKind.Address && target >= start && target <= end;
            words[word] = instruction;
            if (kind == ReferenceKind.None || staysInside)
            {
                continue;
            }

            ulong to = Original(index) + (ulong)word * 4;
            uint? moved = kind == ReferenceKind.Refused ? null : ReferenceDecoder.Move(instruction, to, target);
            isSound &= moved is not null && !(kind == ReferenceKind.Branch && IsInside(target));
            words[word] = moved ?? instruction;
        }

        return isSound;
    }

    // Where no branch may lead: after the first word of an original, or into a replacement.
    private bool IsInside(ulong target)
    {
        ulong word = (target - _input.TextStart) / 4;
        return word < (ulong)_input.TextWords && ((_isOriginal[word] && !_isStart[word]) || _isReplacement[word]);
    }

    private void Mark()
    {
        _isOriginal.AsSpan().Clear();
        _isStart.AsSpan().Clear();
        _isReplacement.AsSpan().Clear();
        for (int index = 0; index < _input.Count; index++)
        {
            AltInstr entry = Entries[index];
            int original = (int)(Original(index) - _input.TextStart) / 4;
            _isOriginal.AsSpan(original, entry.OrigLen / 4).Fill(true);
            _isStart[original] = true;
            if (!IsCallback(entry))
            {
                _isReplacement.AsSpan((int)(Alternative(index) - _input.TextStart) / 4, entry.AltLen / 4).Fill(true);
            }
        }
    }

    private bool IsInText(ulong address, int bytes) =>
        address % 4 == 0 && bytes % 4 == 0
        && address >= _input.TextStart && address <= _input.TextEnd && (ulong)bytes <= _input.TextEnd - address;

    private ulong Original(int index) => _input.TableAddress + (ulong)index * 12 + (ulong)(long)Entries[index].OrigOffset;

    private ulong Alternative(int index) => _input.TableAddress + (ulong)index * 12 + 4 + (ulong)(long)Entries[index].AltOffset;

    private static bool IsCallback(AltInstr entry) => (entry.Cap & 0x8000) != 0 || entry.Cap == CpuCaps.Count;

    private static bool Overlap(ulong one, int bytes, ulong other, int otherBytes) =>
        one < other + (ulong)otherBytes && other < one + (ulong)bytes;
}
