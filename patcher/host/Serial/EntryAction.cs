namespace BareMetal.AltTool.Serial;

/// <summary>What the guest did with an entry.</summary>
public enum EntryAction
{
    /// <summary>The default code stays.</summary>
    Kept,

    /// <summary>In a dry run: it would have been applied. The default code stays, so the summary counts it as kept.</summary>
    Planned,

    /// <summary>The replacement was applied, or the callback's words, even where they are equal to the old ones.</summary>
    Patched,

    /// <summary>The entry is in error.</summary>
    Failed,
}
