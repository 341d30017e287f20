namespace BareMetal.Patcher;

/// <summary>How far a plan has come.</summary>
public enum AltPlanState : byte
{
    /// <summary>Nothing planned yet.</summary>
    Empty,

    /// <summary>Every entry is checked and planned; nothing is written.</summary>
    Planned,

    /// <summary>Errors were reported; the text is as it was.</summary>
    Refused,

    /// <summary>The text holds the plan's words. There is no second run.</summary>
    Committed,
}
