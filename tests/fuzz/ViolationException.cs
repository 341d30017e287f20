using System;

namespace BareMetal.Fuzz;

/// <summary>An input broke a property of what is fuzzed.</summary>
internal sealed class ViolationException : Exception
{
    public ViolationException()
    {
    }

    /// <param name="message">Which one, and how.</param>
    public ViolationException(string message)
        : base(message)
    {
    }

    public ViolationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
