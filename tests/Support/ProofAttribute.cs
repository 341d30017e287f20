using System;
using System.Collections.Generic;
using Xunit.v3;

namespace BareMetal.Tests;

/// <summary>
/// A test that <c>make proof</c> runs, in a named part of tests/proof/parts.json, and <c>make test</c> doesn't: it takes too long.
/// </summary>
/// <param name="part">The part's name.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = false)]
public sealed class ProofAttribute(string part) : Attribute, ITraitAttribute
{
    /// <summary>The trait that names the part.</summary>
    public const string Trait = "Proof";

    /// <summary>The trait that keeps a test out of <c>make test</c>, and the value that it has then.</summary>
    public const string RunTrait = "Run", InProof = "proof";

    /// <summary>The part's name.</summary>
    public string Part { get; } = part;

    /// <summary>Whether <c>make test</c> runs some rows of the theory: its data says which, by <see cref="Sample"/>.</summary>
    public bool IsSampled { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits()
    {
        KeyValuePair<string, string> part = new(Trait, Part);
        return IsSampled ? [part] : [part, new(RunTrait, InProof)];
    }
}
