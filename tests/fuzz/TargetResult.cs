namespace BareMetal.Fuzz;

/// <summary>What became of a target.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Executions">Inputs that were run.</param>
/// <param name="Edges">Edges between branches that they took.</param>
/// <param name="Kept">Inputs that did something new.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Violation">Which property broke, and the input that did it; null where none did.</param>
internal sealed record TargetResult(string Target, long Executions, long Edges, long Kept, double Seconds, string? Violation)
{
    /// <summary>Executions a second.</summary>
    public double Rate => Executions / Seconds;
}
