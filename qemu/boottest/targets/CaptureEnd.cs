namespace BareMetal.BootTest;

/// <summary>What ended a capture.</summary>
internal enum CaptureEnd
{
    /// <summary>The line was closed.</summary>
    Closed,

    /// <summary>A verdict came, and nothing after it for a moment.</summary>
    Verdict,

    /// <summary>The time limit.</summary>
    TimeLimit,

    /// <summary>The output limit.</summary>
    OutputLimit,
}
