using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace BareMetal.Suite;

/// <summary>One part of the proof, as parts.json has it: a property, what shows it, and the files that it depends on.</summary>
internal sealed record ProofPart
{
    /// <summary>What it is called in <c>make proof PART=</c>, in the record and in the tests' trait Proof.</summary>
    public required string Name { get; init; }

    /// <summary>What holds where it passes.</summary>
    public required string Proves { get; init; }

    /// <summary>Projects whose tests with the trait Proof=NAME are run.</summary>
    public IReadOnlyList<string> Tests { get; init; } = [];

    /// <summary>A bash command in the top folder that is run after the tests.</summary>
    public string? Command { get; init; }

    /// <summary>A regular expression for lines of what the command prints: they are the figures, and there must be one.</summary>
    public string? Figures { get; init; }

    /// <summary>Files and folders, as git's pathspecs, whose contents decide whether the part has to run again.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Whether there is anything to run.</summary>
    [JsonIgnore]
    public bool IsEmpty => Tests.Count == 0 && Command is null;
}
