namespace BareMetal.Patcher;

/// <summary>What is being done to the text.</summary>
public enum AltTextState : byte
{
    /// <summary>Nothing: all of a pass is in the text, or nothing of it.</summary>
    Settled,

    /// <summary>Words of a pass are being written.</summary>
    Writing,

    /// <summary>Old words are being put back.</summary>
    Restoring,
}
