using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>Where the words of a pass go while it is being planned.</summary>
internal unsafe struct PlannedWords(in AltArena arena, in AltPassPlan pass)
{
    private readonly uint* _places = arena.Places;
    private readonly uint* _oldWords = arena.OldWords;
    private readonly uint* _newWords = arena.NewWords;
    private readonly int _capacity = arena.WordCapacity;
    private int _end = pass.EndWord;
    private ulong _checksum = pass.Checksum;

    /// <summary>Index of the next word.</summary>
    public readonly int End => _end;

    /// <summary>How many more words there is room for.</summary>
    public readonly int Free => _capacity - _end;

    /// <summary>Adds a word.</summary>
    /// <param name="place">Words from the start of the text.</param>
    /// <param name="oldWord">What it is.</param>
    /// <param name="newWord">What it shall be.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint place, uint oldWord, uint newWord)
    {
        _places[_end] = place;
        _oldWords[_end] = oldWord;
        _newWords[_end] = newWord;
        _checksum = PlanChecksum.Add(_checksum, place, oldWord, newWord);
        _end++;
    }

    /// <summary>Adds words that the arena holds already, old and new, behind those added last.</summary>
    public void Take(uint place, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Add(place + (uint)i, _oldWords[_end], _newWords[_end]);
        }
    }

    /// <summary>Makes what was added part of the pass.</summary>
    public readonly void Close(ref AltPassPlan pass)
    {
        pass.EndWord = _end;
        pass.Checksum = _checksum;
    }
}
