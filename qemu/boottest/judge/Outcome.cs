namespace BareMetal.BootTest;

/// <summary>What became of a case.</summary>
public enum Outcome
{
    /// <summary>All that was expected came.</summary>
    Passed,

    /// <summary>Something else came.</summary>
    Failed,

    /// <summary>The report is damaged, so nothing in it counts: not a pass. Counted as failed.</summary>
    Inconclusive,

    /// <summary>It wasn't run.</summary>
    Skipped,
}
