namespace BareMetal.Patcher;

/// <summary>How far a plan has come.</summary>
public enum AltPlanState : byte
{
    /// <summary>Nothing is checked yet.</summary>
    Empty,

    /// <summary>The table and all headers are sound; each pass can be planned and committed, once.</summary>
    Validated,

    /// <summary>Errors were reported; the text is as it was before the first pass. There is no way back.</summary>
    Refused,
}
