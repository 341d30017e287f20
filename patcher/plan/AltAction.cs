namespace BareMetal.Patcher;

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
