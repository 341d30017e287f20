namespace BareMetal.Boot.Tests;

/// <summary>How a command ended and what it printed, on stdout and then on stderr.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}
