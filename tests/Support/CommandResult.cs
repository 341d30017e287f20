using System;

namespace BareMetal.Tests;

/// <summary>How a command ended and what it printed.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What came on stdout.</param>
/// <param name="Errors">What came on stderr.</param>
public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Whether it ended with 0.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>All that it printed: stdout, then stderr.</summary>
    public string Text => Output + Errors;

    /// <summary>The lines of <see cref="Text"/>.</summary>
    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>This result, if the command ended with 0.</summary>
    /// <exception cref="InvalidOperationException">It didn't.</exception>
    public CommandResult Required(string command) =>
        Succeeded ? this : throw new InvalidOperationException($"{command} failed, exit code {ExitCode}:\n{Text}");
}
