using System;

namespace BareMetal.AltTool.CommandLine;

/// <summary>An input can't be used: says which file, why, and what to do about it.</summary>
internal class InputException(string file, string reason, string remedy) : Exception($"{reason}. {remedy}")
{
    public string File { get; } = file;
}
