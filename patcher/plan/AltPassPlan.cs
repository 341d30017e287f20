namespace BareMetal.Patcher;

/// <summary>What one pass does: a run of words in the arena.</summary>
internal struct AltPassPlan
{
    /// <summary>How far it has come.</summary>
    public AltPassState State;

    /// <summary>Index of its first word.</summary>
    public int FirstWord;

    /// <summary>Index after its last word.</summary>
    public int EndWord;

    /// <summary>Entries that it applies.</summary>
    public int Entries;

    /// <summary>Callbacks that were run for it.</summary>
    public int Callbacks;

    /// <summary>Checksum of its words when they were planned (<see cref="AltWord.AddTo"/>).</summary>
    public ulong Checksum;

    /// <summary>The capabilities that it applies.</summary>
    public CpuCapSet Capabilities;
}

/// <summary>How far one pass has come.</summary>
internal enum AltPassState : byte
{
    /// <summary>Not planned, refused, or undone.</summary>
    Empty,

    /// <summary>Its words are in the arena; nothing of it is written.</summary>
    Planned,

    /// <summary>The text holds its words.</summary>
    Committed,
}
