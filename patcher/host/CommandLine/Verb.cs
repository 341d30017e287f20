using System;

namespace BareMetal.AltTool.CommandLine;

/// <summary>One verb of the command line.</summary>
/// <param name="Usage">What follows the name.</param>
/// <param name="Options">The options it takes, each with a value.</param>
/// <param name="Run">Returns the exit code: 0, or 1 where there are findings.</param>
internal sealed record Verb(string Name, string Usage, string[] Options, Func<Arguments, int> Run);
