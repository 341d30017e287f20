using System;
using BareMetal.AltTool.Source;

namespace BareMetal.AltTool.Explain;

/// <summary>A feature of .NET that bare metal doesn't have, and the runtime helpers that give it away.</summary>
/// <param name="Helpers">Names of the helpers, or their beginnings.</param>
/// <param name="Name">What a message calls the feature.</param>
/// <param name="Advice">What to write instead.</param>
/// <param name="Expression">The C# of an instruction that uses the feature, null of any other.</param>
internal sealed record RuntimeFeature(
    string[] Helpers,
    string Name,
    string Advice,
    Func<SourceAssembly, IlInstruction, string?> Expression)
{
    public bool IsUsedBy(string helper) => Array.Exists(Helpers, h => helper.StartsWith(h, StringComparison.Ordinal));
}
