namespace BareMetal.BootTest;

/// <summary>What the guest did with an entry.</summary>
public enum AltAction
{
    /// <summary>The default code stays.</summary>
    Kept,

    /// <summary>The replacement was applied, or the callback's words, even where they are equal to the old ones.</summary>
    Patched,

    /// <summary>The entry is in error.</summary>
    Failed,
}
