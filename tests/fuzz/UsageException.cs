using System;

namespace BareMetal.Fuzz;

/// <summary>The command line asks for something that there isn't.</summary>
internal sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    /// <param name="message">What is wrong, and what there is.</param>
    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
