namespace BareMetal.Fuzz;

/// <summary>What goes wrong while a plan is carried out.</summary>
internal enum TableFault
{
    None,

    /// <summary>A store doesn't arrive.</summary>
    LostStore,

    /// <summary>A store faults.</summary>
    Abort,

    /// <summary>A word of the text is another one by the time of the commit.</summary>
    ChangedText,
}
