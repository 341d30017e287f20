using System.Collections.Generic;

namespace BareMetal.Suite;

/// <summary>What one part's last run left, as record.json has it.</summary>
internal sealed record PartRecord
{
    /// <summary>The part.</summary>
    public required string Name { get; init; }

    /// <summary><c>passed</c> or <c>failed</c>.</summary>
    public required string Result { get; init; }

    /// <summary>How long it took.</summary>
    public required int Seconds { get; init; }

    /// <summary>What it counted.</summary>
    public required IReadOnlyList<string> Figures { get; init; }

    /// <summary>Each input with the hash of its contents at that time.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }
}
