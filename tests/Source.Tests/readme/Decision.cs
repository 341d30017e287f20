using System.Collections.Generic;

namespace BareMetal.Source.Tests.Readme;

/// <summary>Where README.md says that something is decided.</summary>
/// <param name="Question">What is decided.</param>
/// <param name="Files">The files to open, in order.</param>
/// <param name="Symbol">What the last of them declares.</param>
internal sealed record Decision(string Question, IReadOnlyList<string> Files, string Symbol);
