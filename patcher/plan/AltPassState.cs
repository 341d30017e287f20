namespace BareMetal.Patcher;

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
