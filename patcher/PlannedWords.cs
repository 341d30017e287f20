using System.Runtime.CompilerServices;

namespace BareMetal.Patcher;

/// <summary>Where the words of a pass go while it is being planned.</summary>
internal unsafe struct PlannedWords(in AltPlan plan, in AltPassPlan pass)
{
    private readonly uint* _places = plan.Arena.Places;
    private readonly uint* _oldWords = plan.Arena.OldWords;
    private readonly uint* _newWords = plan.Arena.NewWords;
    private readonly uint _capacity = (uint)plan.Arena.WordCapacity;

    /// <summary>Index of the next word.</summary>
    public uint End = (uint)pass.EndWord;

    /// <summary>Checksum of the words of the pass.</summary>
    public ulong Checksum = pass.Checksum;

    /// <summary>Size of the words that there is room for, in bytes.</summary>
    public readonly uint FreeBytes => (_capacity - End) * A64.WordBytes;

    /// <summary>Adds a word.</summary>
    /// <param name="bytes">Where it is, in bytes from the start of the text.</param>
    /// <param name="oldWord">What it is.</param>
    /// <param name="newWord">What it shall be.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong bytes, uint oldWord, uint newWord)
    {
        uint place = (uint)(bytes / A64.WordBytes);
        _places[End] = place;
        _oldWords[End] = oldWord;
        _newWords[End] = newWord;
        Checksum = PlanChecksum.Add(Checksum, place, oldWord, newWord);
        End++;
    }
}
