using System.Collections.Generic;

namespace BareMetal.Suite;

/// <summary>What a run of a part showed.</summary>
/// <param name="Figures">What it counted.</param>
/// <param name="Findings">What is wrong; none where it passed.</param>
internal sealed record PartOutcome(IReadOnlyList<string> Figures, IReadOnlyList<string> Findings)
{
    /// <summary>It counted something, and nothing is wrong.</summary>
    public bool HasPassed => Figures.Count > 0 && Findings.Count == 0;
}
