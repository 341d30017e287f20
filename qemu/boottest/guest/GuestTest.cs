using System;
using System.Text;

namespace BareMetal.BootTest;

/// <summary>A test of a program that runs on the machine, and what became of it.</summary>
/// <param name="index">Its number in the Image, from 0.</param>
public sealed class GuestTest(int index)
{
    private readonly StringBuilder _output = new();

    /// <summary>Its class, with the namespace.</summary>
    public string Class { get; private set; } = "test";

    /// <summary>Its name; its number as long as the machine hasn't said it.</summary>
    public string Name { get; private set; } = $"{index}";

    /// <summary>Where it is: <c>file(line)</c>.</summary>
    public string Position { get; private set; } = "(0)";

    /// <summary>What became of it; null while that isn't known.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Why it didn't pass.</summary>
    public string Message { get; private set; } = "";

    /// <summary>By the machine's counter.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>What was printed while it ran.</summary>
    public string Output => _output.ToString();

    internal void Describe(GuestTestEvent line)
    {
        Class = line.Class ?? Class;
        Name = line.Name ?? Name;
        Position = $"{line.File}({line.Line})";
    }

    internal void Print(string line) => _output.Append(line).Append('\n');

    internal void End(Outcome outcome, string message, TimeSpan duration = default)
    {
        Outcome = outcome;
        Message = message;
        Duration = duration;
    }
}
