namespace BareMetal.Bench.Guest;

/// <summary>What an entry of a synthetic table asks for.</summary>
internal enum EntryKind
{
    /// <summary>One word whose capability is absent.</summary>
    Skip,

    /// <summary>One word, replaced by one that needs no relocation.</summary>
    Replacement,

    /// <summary>One word that a callback makes a NOP.</summary>
    Callback,

    /// <summary>Four words that need no relocation.</summary>
    LongReplacement,

    /// <summary>One word, replaced by a branch that leaves its replacement.</summary>
    Branch,

    /// <summary>All of the above in turn.</summary>
    Mixed,
}
