namespace BareMetal.Patcher;

/// <summary>Where planned words are: what a loop over them keeps in registers. Used half-patched, too.</summary>
internal readonly unsafe struct PlacedWords(in AltPlan plan)
{
    private readonly uint* _places = plan.Arena.Places;
    private readonly ulong _start = plan.Region.TextStart.Value;

    /// <summary>Where a word is, in words from the start of the text.</summary>
    public uint Place(int word) => _places[word];

    /// <summary>Where a word is.</summary>
    public CodeAddress Address(int word) => new(_start + (ulong)_places[word] * A64.WordBytes);
}
