namespace BareMetal.Patcher;

/// <summary>What the plan knows of one entry.</summary>
/// <param name="address">Where the original runs.</param>
/// <param name="firstWord">Index of its first word in the arena; -1 where it has none.</param>
/// <param name="words">Length of the original, in instructions.</param>
/// <param name="action">What became of it.</param>
public readonly struct AltPlanEntry(CodeAddress address, int firstWord, int words, AltAction action)
{
    /// <summary>Where the original runs.</summary>
    public CodeAddress Address { get; } = address;

    /// <summary>Length of the original, in instructions.</summary>
    public int Words { get; } = words;

    /// <summary>What became of it.</summary>
    public AltAction Action { get; } = action;

    /// <summary>Whether the plan holds its old and new words.</summary>
    public bool HasWords => Action is AltAction.Planned or AltAction.Patched;

    internal int FirstWord { get; } = firstWord;
}

/// <summary>What became of an entry.</summary>
public enum AltAction : byte
{
    /// <summary>The original stays: capability absent, deselected, the callback kept it, or another entry stopped the plan.</summary>
    Kept,

    /// <summary>Would be applied by a commit, which hasn't been.</summary>
    Planned,

    /// <summary>Applied, even where the new words equal the old.</summary>
    Patched,

    /// <summary>An error names this entry.</summary>
    Failed,
}
