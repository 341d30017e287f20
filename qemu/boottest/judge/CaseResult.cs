using System;
using System.Collections.Generic;

namespace BareMetal.BootTest;

/// <summary>A case that was run, or wasn't.</summary>
/// <param name="Test">The case.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Findings">Why, in words; empty where it passed.</param>
/// <param name="Log">What the boot left; null where it was skipped.</param>
/// <param name="Duration">Time that the boot took.</param>
public sealed record CaseResult(TestCase Test, Outcome Outcome, IReadOnlyList<string> Findings, BootLog? Log, TimeSpan Duration)
{
    /// <summary>Whether it counts as failed.</summary>
    public bool IsFailure => Outcome is Outcome.Failed or Outcome.Inconclusive;
}
